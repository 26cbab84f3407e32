#include "ruleset/rulings.hpp"

#include <algorithm>

namespace callgate::ruleset {

const Decision& decision_for(const Ruleset& ruleset, std::uint32_t number) {
  const auto after = std::upper_bound(
      ruleset.intervals.begin(), ruleset.intervals.end(), number,
      [](std::uint32_t wanted, const Interval& interval) { return wanted < interval.first; });
  return std::prev(after)->decision;
}

bpf::Action action_for(const Decision& decision, const ArgumentRegisters& arguments) {
  for (const Clause& clause : decision.clauses) {
    if (holds(clause.when, arguments)) return clause.action;
  }
  return decision.otherwise;
}

bpf::Action action_for(const Rulings& rulings, const bpf::CallData& call) {
  const auto found =
      std::find_if(rulings.rulesets.begin(), rulings.rulesets.end(),
                   [&](const Ruleset& ruleset) { return ruleset.token == call.token; });
  if (found == rulings.rulesets.end()) return rulings.foreign;
  return action_for(decision_for(*found, call.number), call.arguments);
}

} // namespace callgate::ruleset
