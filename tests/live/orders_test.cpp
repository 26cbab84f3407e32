// Comparisons at the edges of every width and sign, through every entry, with dirt wherever
// the kernel does not look.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "live/entries.hpp"
#include "live/verdicts.hpp"

namespace {

using namespace callgate;
using arch::Abi;

/// An argument that an ABI declares so. The calls fail whatever it is: there is no
/// descriptor -1.
struct Ordered {
  Abi abi;
  std::string call;
  std::string argument;
  unsigned bits;
  bool is_signed;
  std::size_t slot;
  std::optional<std::size_t> high_slot{};
};

const std::vector<Ordered> ordered_arguments{
    {Abi::x86_64, "listen", "backlog", 32, true, 1},
    {Abi::x86_64, "lseek", "whence", 32, false, 2},
    {Abi::x86_64, "lseek", "offset", 64, true, 1},
    {Abi::x86_64, "read", "count", 64, false, 2},
    {Abi::x86_64, "read", "s32(arg2)", 32, true, 2},
    {Abi::x86_64, "read", "arg2", 64, false, 2},
    {Abi::x32, "listen", "backlog", 32, true, 1},
    {Abi::x32, "lseek", "whence", 32, false, 2},
    {Abi::x32, "lseek", "offset", 64, true, 1},
    {Abi::x32, "read", "count", 64, false, 2},
    {Abi::i386, "listen", "backlog", 32, true, 1},
    {Abi::i386, "lseek", "whence", 32, false, 2},
    {Abi::i386, "lseek", "offset", 32, true, 1},
    {Abi::i386, "read", "count", 32, false, 2},
    {Abi::i386, "read", "arg2", 32, false, 2},
    {Abi::i386, "pread64", "pos", 64, true, 3, 4},
    {Abi::i386, "ftruncate64", "length", 64, true, 1, 2},
    {Abi::i386, "fallocate", "offset", 64, true, 2, 3},
    {Abi::i386, "fallocate", "len", 64, true, 4, 5},
    {Abi::i386, "_llseek", "offset", 64, true, 2, 1},
};

constexpr std::uint64_t edges[] = {
    0,
    1,
    0x7fffffff,
    0x80000000,
    0xffffffff,
    0x100000000,
    0x7fffffffffffffff,
    0x8000000000000000, // -2^63
    0xffffffff80000000, // -2^31
    0xffffffffffffffff, // -1
};

constexpr std::uint64_t dirt[] = {0, 0xffffffff00000000, 0x1234567800000000, 0x8000000000000000};

/// The 64-bit number, of that sign, that the kernel takes out of `whole`.
std::uint64_t taken(const Ordered& ordered, std::uint64_t whole) {
  if (ordered.bits == 64) return whole;
  if (ordered.is_signed)
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(whole)));
  return static_cast<std::uint32_t>(whole);
}

bool holds(const Ordered& ordered, std::uint64_t value, std::string_view relation,
           std::uint64_t constant) {
  const auto compare = [&](auto a, auto b) {
    if (relation == "<") return a < b;
    if (relation == "<=") return a <= b;
    if (relation == ">") return a > b;
    return a >= b;
  };
  return ordered.is_signed
             ? compare(static_cast<std::int64_t>(value), static_cast<std::int64_t>(constant))
             : compare(value, constant);
}

/// The registers of a call with `value` for its argument, and other words above 32 bits.
std::array<std::uint64_t, 6> registers(const Ordered& ordered, std::uint64_t value,
                                       std::uint64_t above) {
  std::array<std::uint64_t, 6> result;
  result.fill(~std::uint64_t{0});
  result[ordered.slot] = value;
  if (ordered.bits == 32) result[ordered.slot] = (value & 0xffffffff) | above;
  if (ordered.high_slot) {
    result[ordered.slot] = (value & 0xffffffff) | above;
    result[*ordered.high_slot] = (value >> 32) | (above ^ 0xffffffff00000000);
  }
  return result;
}

std::string text_of(std::uint64_t constant, bool is_signed) {
  return is_signed ? std::to_string(static_cast<std::int64_t>(constant)) : std::to_string(constant);
}

std::size_t check_order(const Ordered& ordered, std::string_view relation, std::uint64_t constant) {
  std::vector<tests::Expectation> expectations;
  for (const std::uint64_t edge : edges) {
    const bool runs = holds(ordered, taken(ordered, edge), relation, constant);
    for (const std::uint64_t above : dirt)
      expectations.push_back({registers(ordered, edge, above), runs});
  }
  // A comparison that never holds is an error, and not what is asked here.
  if (std::none_of(expectations.begin(), expectations.end(),
                   [](const tests::Expectation& expectation) { return expectation.runs; }))
    return 0;
  tests::check_entry(ordered.abi,
                     ordered.call + "(" + ordered.argument + " " + std::string(relation) + " " +
                         text_of(constant, ordered.is_signed) + ")",
                     expectations);
  return expectations.size();
}

} // namespace

TEST_CASE("orders are those of each argument's own width and sign") {
  const auto callable = tests::callable_abis();
  std::size_t made = 0;
  for (const Ordered& ordered : ordered_arguments) {
    if (std::find(callable.begin(), callable.end(), ordered.abi) == callable.end()) continue;
    for (const std::uint64_t constant : edges) {
      if (taken(ordered, constant) != constant) continue; // not of that width and sign
      for (const std::string_view relation : {"<", "<=", ">", ">="})
        made += check_order(ordered, relation, constant);
    }
  }
  MESSAGE(made << " calls");
}
