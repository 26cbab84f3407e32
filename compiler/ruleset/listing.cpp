#include "ruleset/listing.hpp"

#include <algorithm>

#include "arch/calls.hpp"

namespace callgate::ruleset {

namespace {

/// The action, or one of its kind where the ABI lacks the errno: `check` reports that, and
/// the checks that follow need the kind alone.
bpf::Action action_or_kind(const policy::ActionSpec& spec, arch::Abi abi) {
  return policy::action_on(spec, abi).value_or(bpf::Action{spec.kind});
}

/// The last number that a kernel of some later release may assign.
std::uint32_t last_assignable(arch::Abi abi) {
  return arch::facts(abi).number_base + 4095;
}

} // namespace

std::vector<Listed> list(const policy::Policy& policy, arch::Abi abi) {
  std::vector<Listed> listed;
  const auto add = [&](const policy::Table& table) {
    for (const policy::Rule& rule : table.rules) {
      const auto action = policy::action_on(rule.action, abi);
      if (!action) continue;
      for (const std::uint32_t number : policy::numbers_of(table, rule, abi))
        listed.push_back({number, &table, &rule, *action});
    }
  };
  add(policy.base);
  for (const policy::Table& table : policy.capabilities)
    add(table);
  std::stable_sort(listed.begin(), listed.end(),
                   [](const Listed& a, const Listed& b) { return a.number < b.number; });
  return listed;
}

std::span<const Listed> first_number(std::span<const Listed> listed) {
  std::size_t length = 0;
  while (length < listed.size() && listed[length].number == listed[0].number)
    ++length;
  return listed.first(length);
}

const Listed& most_permissive(std::span<const Listed> listed) {
  return *std::min_element(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
    return a.action.kind < b.action.kind;
  });
}

Unlisted::Unlisted(const policy::Policy& policy, arch::Abi abi)
    : policy_(policy), abi_(abi), default_(action_or_kind(policy.default_action, abi)),
      foreign_(action_or_kind(policy.foreign, abi)),
      newer_(policy.newer ? action_or_kind(*policy.newer, abi) : default_) {}

bpf::Action Unlisted::action_for(std::uint32_t number) const {
  for (const arch::Abi sibling : arch::siblings(abi_)) {
    if (!arch::facts(sibling).numbers.contains(number)) continue;
    return bpf::facts(default_.kind).stops ? default_ : foreign_;
  }
  return is_newer(number) ? newer_ : default_;
}

bool Unlisted::is_newer(std::uint32_t number) const {
  if (!policy_.newer) return false;
  const arch::Call* call = arch::find_call(abi_, number);
  if (call == nullptr)
    return number > arch::highest_number(abi_) && number <= last_assignable(abi_);
  switch (call->since.known) {
  case arch::Since::Known::unknown:
    return !bpf::facts(default_.kind).stops;
  case arch::Since::Known::exactly:
  case arch::Since::Known::by:
    break;
  }
  return call->since.release > *policy_.known_through;
}

std::vector<std::uint32_t> Unlisted::boundaries() const {
  std::vector<std::uint32_t> starts{0};
  const auto range = [&](std::uint32_t first, std::uint32_t last) {
    starts.push_back(first);
    if (last != UINT32_MAX) starts.push_back(last + 1);
  };
  for (const arch::Abi sibling : arch::siblings(abi_))
    range(arch::facts(sibling).numbers.first, arch::facts(sibling).numbers.last);
  if (!policy_.newer) return starts;
  range(arch::highest_number(abi_) + 1, last_assignable(abi_));
  for (const arch::Call& call : arch::calls(abi_))
    range(call.number, call.number);
  return starts;
}

} // namespace callgate::ruleset
