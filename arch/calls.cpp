// Look-ups of calls in the generated tables. Every name has a position in one sorted
// list; each ABI has its calls by number, and a list that leads from positions of
// names to those calls, aliases included. All of it is searched in halves.
#include "arch/calls.hpp"

#include <algorithm>
#include <iterator>

#include "arch/generated/calls.hpp"
#include "arch/generated/provenance.hpp"

namespace callgate::arch {

namespace {

static_assert(std::size(generated::call_tables) == static_cast<std::size_t>(Abi::csky) + 1);

const generated::CallTable& table(Abi abi) {
  return generated::call_tables[static_cast<std::size_t>(abi)];
}

/// The position of `name` among all names.
std::optional<std::uint16_t> position(std::string_view name) {
  const auto* const found = std::ranges::lower_bound(generated::call_names, name);
  if (found == std::end(generated::call_names) || *found != name) return std::nullopt;
  return static_cast<std::uint16_t>(found - std::begin(generated::call_names));
}

} // namespace

std::span<const Call> calls(Abi abi) {
  return table(abi).calls;
}

const Call* find_call(Abi abi, std::string_view name) {
  const auto wanted = position(name);
  if (!wanted) return nullptr;
  const auto names = table(abi).names;
  const auto found = std::ranges::lower_bound(names, *wanted, {}, &generated::NamedCall::name);
  if (found == names.end() || found->name != *wanted) return nullptr;
  return &calls(abi)[found->call];
}

const Call* find_call(Abi abi, std::uint32_t number) {
  const auto list = calls(abi);
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
