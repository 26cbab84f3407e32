// Words for random sets, read back: they must mean the same.
#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string_view>

#include "arch/calls.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/random_formula.hpp"
#include "support/random_condition.hpp"
#include "wording/entries.hpp"
#include "wording/wording.hpp"

namespace {

using namespace callgate;
using arch::Abi;
using diagram::Node;

constexpr auto abis = std::to_array({Abi::x86_64, Abi::i386, Abi::x32, Abi::arm, Abi::s390x,
                                     Abi::mips_o32, Abi::mips_n32, Abi::aarch64});

/// Calls with arguments of every kind: split, narrowed, signed, behind pointers, unknown.
constexpr auto names = std::to_array<std::string_view>(
    {"socket",          "openat",     "clone",  "ioctl",   "pread64", "mmap",
     "personality",     "prctl",      "fcntl",  "kill",    "lseek",   "exit_group",
     "sync_file_range", "fallocate",  "ptrace", "read",    "futex",   "fadvise64",
     "keyctl",          "setsockopt", "preadv", "pwritev2"});

struct Count {
  int sets = 0;
  int unsayable = 0;
  int beyond = 0; ///< about halves of registers that the ABI has not
};

void check(diagram::Diagrams& diagrams, Node set, Abi abi, const arch::Call* call, Count& count) {
  if (diagrams.is_leaf(set)) return;
  ++count.sets;
  const auto number = call != nullptr ? std::optional(call->number) : std::nullopt;
  const auto text = wording::condition_text(diagrams, set, abi, number);
  if (std::holds_alternative<wording::Unsayable>(text)) {
    const auto& reason = std::get<wording::Unsayable>(text).reason;
    ++(reason.find("upper half") != std::string::npos ? count.beyond : count.unsayable);
    return;
  }
  const std::string entry = (call != nullptr ? std::string(call->name) : "#400") + "(" +
                            std::get<std::string>(text) + ")";
  INFO(arch::facts(abi).name << ": " << entry);
  CHECK(tests::set_of(diagrams, abi, entry, tests::Warnings::refused) == set);
}

} // namespace

TEST_CASE("registers that are wider than the halves of an argument in them are no whole") {
  constexpr Abi abi = Abi::mips_n32;
  const arch::Call* const call = arch::find_call(abi, "pwritev2");
  Count count;
  for (const std::string_view condition :
       {"offset == 7", "offset < 0", "pos_low == 5 && s64(arg4) == 0",
        "arg3 == 0x100000005 && pos_high == 1", "offset == 7 && arg4 & 0x100000000 == 0",
        "!(pos_low in {1..4, 32769..0xffff}) && s64(arg4) == 0 || fd == -1 && pos_high & 1"}) {
    diagram::Diagrams diagrams;
    INFO(condition);
    const auto set = tests::set_of(diagrams, abi, "pwritev2(" + std::string(condition) + ")");
    REQUIRE(set);
    check(diagrams, *set, abi, call, count);
  }
  CHECK(count.sets == 6);
  CHECK(count.unsayable + count.beyond == 0);
}

TEST_CASE("what is said of a random condition means what it means") {
  std::mt19937 random(5);
  Count count;
  for (const Abi abi : abis) {
    for (const std::string_view name : names) {
      const arch::Call* const call = arch::find_call(abi, name);
      if (call == nullptr) continue;
      for (int round = 0; round < 16; ++round) {
        diagram::Diagrams diagrams;
        const std::string entry =
            std::string(call->name) + tests::random_condition(random, abi, *call);
        INFO(entry);
        const auto set = tests::set_of(diagrams, abi, entry);
        if (set) check(diagrams, *set, abi, round % 7 == 0 ? nullptr : call, count);
      }
    }
  }
  MESSAGE(count.sets << " sets, " << count.beyond << " of them beyond the ABI");
  CHECK(count.sets > 2000);
  CHECK(count.unsayable == 0);
  CHECK(count.beyond == 0);
}

TEST_CASE("what is said of a random formula means what it means") {
  tests::Random random(6);
  Count count;
  for (int round = 0; round < 2500; ++round) {
    const Abi abi = abis[random.below(abis.size())];
    const arch::Call* const call = arch::find_call(abi, names[random.below(names.size())]);
    diagram::Diagrams diagrams;
    const auto formula = tests::random_formula(random, static_cast<int>(random.below(4)));
    check(diagrams, ruleset::meaning(diagrams, formula), abi, call, count);
  }
  MESSAGE(count.sets << " sets, " << count.beyond << " of them beyond the ABI");
  CHECK(count.sets > 1000);
  CHECK(count.unsayable == 0);
  CHECK(count.beyond < count.sets / 4);
}
