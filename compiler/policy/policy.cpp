#include "policy/policy.hpp"

#include <algorithm>

#include "arch/calls.hpp"

namespace callgate::policy {

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

std::vector<std::uint32_t> numbers_of(const Entry& entry, arch::Abi abi) {
  if (const auto* number = std::get_if<std::uint32_t>(&entry.call)) {
    // Under a token that several ABIs share, each has the numbers of its own range only.
    if (!arch::facts(abi).numbers.contains(*number)) return {};
    return {*number};
  }
  const arch::Call* call = arch::find_call(abi, std::get<std::string>(entry.call));
  if (call == nullptr) return {};
  return {call->number};
}

std::vector<std::uint32_t> numbers_of(const Table& table, const Rule& rule, arch::Abi abi) {
  if (!applies_to(rule.entry, abi)) return {};
  std::vector<std::uint32_t> numbers = numbers_of(rule.entry, abi);
  if (!rule.group) return numbers;
  const auto is_too_new = [&](std::uint32_t number) {
    const arch::Call* call = arch::find_call(abi, number);
    return rule.group->through && call != nullptr &&
           call->since.known != arch::Since::Known::unknown &&
           call->since.release > *rule.group->through;
  };
  const auto is_excepted = [&](std::uint32_t number) {
    return std::any_of(table.except.begin(), table.except.end(), [&](const Entry& entry) {
      const auto excepted = numbers_of(entry, abi);
      return std::find(excepted.begin(), excepted.end(), number) != excepted.end();
    });
  };
  std::erase_if(numbers,
                [&](std::uint32_t number) { return is_too_new(number) || is_excepted(number); });
  return numbers;
}

} // namespace callgate::policy
