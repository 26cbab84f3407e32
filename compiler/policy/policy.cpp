#include "policy/policy.hpp"

#include <algorithm>
#include <utility>

#include "arch/calls.hpp"

namespace callgate::policy {

using arch::NumberRange;

std::optional<bpf::Action> action_on(const ActionSpec& spec, arch::Abi abi) {
  if (const auto* number = std::get_if<std::uint16_t>(&spec.data))
    return bpf::Action{spec.kind, *number};
  const auto value = arch::errno_value(abi, std::get<std::string>(spec.data));
  if (!value) return std::nullopt;
  return bpf::Action{spec.kind, *value};
}

std::string to_string(const ActionSpec& spec) {
  const bpf::ActionFacts& facts = bpf::facts(spec.kind);
  std::string text(facts.name);
  if (!facts.takes_data) return text;
  const auto* number = std::get_if<std::uint16_t>(&spec.data);
  return text + " " + (number ? std::to_string(*number) : std::get<std::string>(spec.data));
}

std::string title(const Table& table) {
  return table.capability ? "[cap." + *table.capability + "]" : "[base]";
}

std::string to_string(arch::NumberRange numbers) {
  const std::string first = "#" + std::to_string(numbers.first);
  return numbers.first == numbers.last ? first : first + ".." + std::to_string(numbers.last);
}

NumberRanges numbers_of(const Entry& entry, arch::Abi abi) {
  NumberRanges numbers;
  if (const auto* name = std::get_if<std::string>(&entry.call)) {
    const arch::Call* call = arch::find_call(abi, *name);
    if (call != nullptr) numbers.add({call->number, call->number});
    return numbers;
  }
  // Numbers of another ABI under the same token are that one's affair.
  const auto wanted = std::get<NumberRange>(entry.call);
  for (const NumberRange& spoken : arch::spoken_numbers(abi)) {
    const NumberRange common{std::max(wanted.first, spoken.first),
                             std::min(wanted.last, spoken.last)};
    if (common.first <= common.last) numbers.add(common);
  }
  return numbers;
}

Exceptions::Exceptions(std::vector<Entry> entries) : entries_(std::move(entries)) {
  for (const Entry& entry : entries_) {
    for (const arch::AbiFacts& facts : arch::all_abis()) {
      if (!applies_to(entry, facts.abi)) continue;
      for (const NumberRange& numbers : numbers_of(entry, facts.abi))
        numbers_.emplace_back(facts.abi, numbers.first);
    }
  }
  std::sort(numbers_.begin(), numbers_.end());
}

bool Exceptions::contains(arch::Abi abi, std::uint32_t number) const {
  return std::binary_search(numbers_.begin(), numbers_.end(), std::pair(abi, number));
}

namespace {

/// The first release in which some ABI had a call of that name; empty if none records it.
std::optional<arch::Release> earliest_release(std::string_view name) {
  std::optional<arch::Release> earliest;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    const arch::Call* call = arch::find_call(facts.abi, name);
    if (call == nullptr || call->since.known == arch::Since::Known::unknown) continue;
    if (!earliest || call->since.release < *earliest) earliest = call->since.release;
  }
  return earliest;
}

} // namespace

bool may_be_newer(arch::Abi abi, std::uint32_t number, arch::Release release) {
  const arch::Call* call = arch::find_call(abi, number);
  if (call == nullptr) return false;
  const bool is_known = call->since.known != arch::Since::Known::unknown;
  const auto since = is_known ? call->since.release : earliest_release(call->name);
  return !since || *since > release;
}

NumberRanges numbers_of(const Table& table, const Rule& rule, arch::Abi abi) {
  if (!applies_to(rule.entry, abi)) return {};
  const NumberRanges numbers = numbers_of(rule.entry, abi);
  if (!rule.group) return numbers;
  NumberRanges left;
  for (const NumberRange& number : numbers) {
    const bool is_out =
        table.except.contains(abi, number.first) ||
        (rule.group->through && may_be_newer(abi, number.first, *rule.group->through));
    if (!is_out) left.add(number);
  }
  return left;
}

} // namespace callgate::policy
