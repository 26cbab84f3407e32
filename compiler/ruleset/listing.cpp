#include "ruleset/listing.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "arch/calls.hpp"
#include "ruleset/typing.hpp"

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

/// What `list` returns, before it is cut and sorted.
std::vector<Listed> list_whole(const policy::Policy& policy, arch::Abi abi) {
  std::vector<Listed> listed;
  listed.reserve(policy.base.rules.size());
  const auto ignore = [](const Mistake&) {};
  const auto add = [&](const policy::Table& table) {
    for (const policy::Rule& rule : table.rules) {
      const auto action = policy::action_on(rule.action, abi);
      if (!action) continue;
      for (const arch::NumberRange& numbers : policy::numbers_of(table, rule, abi)) {
        std::shared_ptr<const Formula> when;
        if (rule.entry.condition) {
          // Of a range it speaks of registers only, which are the same for all numbers.
          auto formula = formula_of(*rule.entry.condition, abi, numbers.first, ignore);
          if (!formula) continue;
          when = std::make_shared<const Formula>(*std::move(formula));
        }
        listed.push_back({numbers, &table, &rule, *action, std::move(when)});
      }
    }
  };
  add(policy.base);
  for (const policy::Table& table : policy.capabilities)
    add(table);
  return listed;
}

bool is_single(arch::NumberRange numbers) {
  return numbers.first == numbers.last;
}

/// Where rules about many numbers are cut: sorted first numbers of what may follow a cut.
std::vector<std::uint32_t> places_to_cut(std::span<const Listed> listed,
                                         const policy::Policy& policy, arch::Abi abi) {
  if (std::ranges::all_of(listed, is_single, &Listed::numbers)) return {};
  std::vector<std::uint32_t> starts = Unlisted(policy, abi).boundaries();
  for (const Listed& entry : listed) {
    starts.push_back(entry.numbers.first);
    if (entry.numbers.last != UINT32_MAX) starts.push_back(entry.numbers.last + 1);
  }
  std::ranges::sort(starts);
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return starts;
}

/// Those of the places at which `numbers` are cut.
std::span<const std::uint32_t> cuts_of(arch::NumberRange numbers,
                                       std::span<const std::uint32_t> starts) {
  const auto from = std::ranges::upper_bound(starts, numbers.first);
  return {from, std::upper_bound(from, starts.end(), numbers.last)};
}

} // namespace

std::vector<Listed> list(const policy::Policy& policy, arch::Abi abi) {
  std::vector<Listed> whole = list_whole(policy, abi);
  const std::vector<std::uint32_t> starts = places_to_cut(whole, policy, abi);
  if (starts.empty()) {
    std::ranges::stable_sort(whole, {}, &Listed::numbers);
    return whole;
  }
  std::vector<Listed> listed;
  listed.reserve(whole.size());
  for (Listed& entry : whole) {
    const std::uint32_t last = entry.numbers.last;
    for (const std::uint32_t start : cuts_of(entry.numbers, starts)) {
      entry.numbers.last = start - 1;
      listed.push_back(entry);
      entry.numbers.first = start;
    }
    entry.numbers.last = last;
    listed.push_back(std::move(entry));
  }
  std::ranges::stable_sort(listed, {}, &Listed::numbers);
  return listed;
}

std::size_t cuts(const policy::Policy& policy, arch::Abi abi) {
  const std::vector<Listed> whole = list_whole(policy, abi);
  const std::vector<std::uint32_t> starts = places_to_cut(whole, policy, abi);
  std::size_t count = 0;
  for (const Listed& entry : whole) {
    const auto& condition = entry.rule->entry.condition;
    const std::size_t length = condition ? condition->span.end - condition->span.begin : 1;
    count += length * cuts_of(entry.numbers, starts).size();
  }
  return count;
}

std::span<const Listed> first_numbers(std::span<const Listed> listed) {
  std::size_t length = 0;
  while (length < listed.size() && listed[length].numbers == listed[0].numbers)
    ++length;
  return listed.first(length);
}

Unlisted::Unlisted(const policy::Policy& policy, arch::Abi abi)
    : policy_(policy), abi_(abi), default_(action_or_kind(policy.default_action, abi)),
      foreign_(action_or_kind(policy.foreign, abi)),
      newer_(policy.newer ? action_or_kind(*policy.newer, abi) : default_) {}

bpf::Action Unlisted::action_for(std::uint32_t number) const {
  if (arch::owner_of(abi_, number) != abi_)
    return bpf::facts(default_.kind).stops ? default_ : foreign_;
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
