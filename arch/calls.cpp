// Look-ups of calls in the generated tables. Every name has a position in one sorted list,
// and each ABI has its calls by number. Compiling a policy asks for calls more often than for
// anything else, so names are found by hash, and from the position of a name a table leads
// straight to the call that it means on an ABI. The compiler makes both.
#include "arch/calls.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "arch/generated/calls.hpp"
#include "arch/generated/provenance.hpp"

namespace callgate::arch {

namespace {

static_assert(std::size(generated::call_tables) == static_cast<std::size_t>(Abi::csky) + 1);

const generated::CallTable& table(Abi abi) {
  return generated::call_tables[static_cast<std::size_t>(abi)];
}

/// A power of two, and a few times as many as there are names.
constexpr std::size_t place_count = 2048;
static_assert(std::size(generated::call_names) < place_count / 2);

constexpr std::uint16_t none = 0xffff;

constexpr std::size_t first_place(std::string_view name) {
  std::uint32_t hash = 0;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x9E3779B1U;
  return hash >> 21; // as many bits as a place has
}
static_assert(place_count == std::size_t{1} << (32 - 21));

/// The position of each name at the first free place from that of its hash on; made by the
/// compiler.
constexpr auto places = [] {
  std::array<std::uint16_t, place_count> table{};
  table.fill(none);
  for (std::size_t i = 0; i < std::size(generated::call_names); ++i) {
    std::size_t place = first_place(generated::call_names[i]);
    while (table[place] != none)
      place = (place + 1) % place_count;
    table[place] = static_cast<std::uint16_t>(i);
  }
  return table;
}();

/// The position of `name` among all names.
std::optional<std::uint16_t> position(std::string_view name) {
  for (std::size_t place = first_place(name);; place = (place + 1) % place_count) {
    const std::uint16_t found = places[place];
    if (found == none) return std::nullopt;
    if (generated::call_names[found] == name) return found;
  }
}

using CallsByName = std::array<std::uint16_t, std::size(generated::call_names)>;

/// For each ABI the place in its calls of what each name means, aliases included.
constexpr auto calls_by_name = [] {
  std::array<CallsByName, std::size(generated::call_tables)> tables{};
  for (std::size_t abi = 0; abi < tables.size(); ++abi) {
    tables[abi].fill(none);
    for (const generated::NamedCall& named : generated::call_tables[abi].names)
      tables[abi][named.name] = named.call;
  }
  return tables;
}();

} // namespace

std::span<const Call> calls(Abi abi) {
  return table(abi).calls;
}

const Call* find_call(Abi abi, std::string_view name) {
  const auto wanted = position(name);
  if (!wanted) return nullptr;
  const std::uint16_t call = calls_by_name[static_cast<std::size_t>(abi)][*wanted];
  return call == none ? nullptr : &calls(abi)[call];
}

const Call* find_call(Abi abi, std::uint32_t number) {
  const auto list = calls(abi);
  const std::uint32_t base = facts(abi).number_base;
  // Most numberings begin without gaps, and hardly one has two names for a number.
  const auto place = static_cast<std::size_t>(number - base);
  const auto is_at = [&](std::size_t at) { return at < list.size() && list[at].number == number; };
  if (is_at(place) && !is_at(place - 1)) return &list[place];
  const auto found = std::ranges::lower_bound(list, number, {}, &Call::number);
  if (found == list.end() || found->number != number) return nullptr;
  return &*found;
}

std::uint32_t highest_number(Abi abi) {
  const auto list = calls(abi);
  const auto limit = facts(abi).number_base + 4095;
  const auto above = std::ranges::upper_bound(list, limit, {}, &Call::number);
  return std::prev(above)->number;
}

std::span<const std::string_view> all_call_names() {
  return generated::call_names;
}

bool is_call_name(std::string_view name) {
  return position(name).has_value();
}

std::span<const Provenance> provenance() {
  return generated::packages;
}

} // namespace callgate::arch
