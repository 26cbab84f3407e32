#include "learn/before.hpp"

#include <algorithm>

#include "learn/allowed.hpp"
#include "learn/expected.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::learn {

Before::Before(const policy::Policy& policy, const std::vector<arch::Abi>& abis)
    : policy_(policy), evaluator_(policy, {abis, {}}),
      resolutions_(ruleset::resolve(policy, {abis, {}})) {}

/// Whether the entry gives the rest of a newer call, beside one that lets some of it run, what it
/// would get unlisted: nobody refuses anything by that.
bool Before::says_newer(arch::Abi abi, std::uint32_t number, const policy::Rule& rule) const {
  if (!policy_.newer || !policy::may_be_newer(abi, number, *policy_.known_through) ||
      policy::action_on(rule.action, abi) != policy::action_on(*policy_.newer, abi))
    return false;
  return std::ranges::any_of(policy_.base.rules, [&](const policy::Rule& other) {
    const auto action = policy::action_on(other.action, abi);
    if (!action || !runs(*action)) return false;
    return std::ranges::any_of(policy::numbers_of(policy_.base, other, abi),
                               [&](arch::NumberRange range) { return range.contains(number); });
  });
}

bool Before::is_refused(arch::Abi abi, const bpf::CallData& call) const {
  const policy::Verdict verdict = evaluator_.verdict(call);
  if (runs(verdict.action)) return false;
  if (verdict.reason == policy::Verdict::Reason::entry)
    return !says_newer(abi, call.number, *verdict.rule);
  return policy_.base.except.contains(abi, call.number);
}

diagram::Node Before::kept_out(diagram::Diagrams& diagrams, arch::Abi abi,
                               std::uint32_t number) const {
  diagram::Node node = diagram::no;
  for (const Expected& expected : expected_to_stop(policy_, abi, number)) {
    if (runs(evaluator_.verdict(expected.call).action)) continue;
    records::Registers values{};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = expected.call.arguments[i] & expected.bits[i];
    node = diagrams.either(node, cube(diagrams, expected.bits, values));
  }
  return node;
}

bool Before::is_expected(arch::Abi abi, const bpf::CallData& call,
                         const records::Registers& kept) const {
  return std::ranges::any_of(
      expected_to_stop(policy_, abi, call.number), [&](const Expected& expected) {
        for (std::size_t i = 0; i < kept.size(); ++i) {
          const std::uint64_t bits = expected.bits[i] & kept[i];
          if ((expected.call.arguments[i] & bits) != (call.arguments[i] & bits)) return false;
        }
        return !runs(evaluator_.verdict(expected.call).action);
      });
}

std::string Before::list_of_rest(arch::Abi abi, std::uint32_t number) const {
  if (evaluator_.verdict({number, arch::facts(abi).token, 0, {}}).reason !=
          policy::Verdict::Reason::newer ||
      policy::action_on(*policy_.newer, abi) == policy::action_on(policy_.default_action, abi))
    return {};
  return list_named(*policy_.newer);
}

diagram::Node Before::decisions(diagram::Diagrams& diagrams, arch::Abi abi,
                                std::uint32_t number) const {
  for (const ruleset::Resolution& resolution : resolutions_) {
    for (const ruleset::Ruleset& ruleset : resolution.rulings.rulesets) {
      if (ruleset.token == arch::facts(abi).token)
        return ruleset::meaning(diagrams, ruleset::decision_for(ruleset, number));
    }
  }
  return diagrams.leaf(bpf::return_value({bpf::ActionKind::kill_process}));
}

diagram::Node Before::allowed(diagram::Diagrams& diagrams, arch::Abi abi,
                              std::uint32_t number) const {
  const diagram::Node values = decisions(diagrams, abi, number);
  return diagrams.combine(values, values, [](std::uint32_t value, std::uint32_t) {
    return runs(bpf::action_of(value)) ? 1U : 0U;
  });
}

std::string list_named(const policy::ActionSpec& action) {
  std::string path = "base." + policy::to_string(action);
  std::ranges::replace(path, ' ', '.');
  return path;
}

} // namespace callgate::learn
