#include "learn/before.hpp"

#include "ruleset/meaning.hpp"

namespace callgate::learn {

Before::Before(const policy::Policy& policy, const std::vector<arch::Abi>& abis)
    : policy_(policy), evaluator_(policy, {abis, {}}),
      resolutions_(ruleset::resolve(policy, {abis, {}})) {}

bool Before::is_refused(arch::Abi abi, const bpf::CallData& call) const {
  const policy::Verdict verdict = evaluator_.verdict(call);
  if (runs(verdict.action)) return false;
  return verdict.reason == policy::Verdict::Reason::entry ||
         policy_.base.except.contains(abi, call.number);
}

diagram::Node Before::allowed(diagram::Diagrams& diagrams, arch::Abi abi,
                              std::uint32_t number) const {
  for (const ruleset::Resolution& resolution : resolutions_) {
    for (const ruleset::Ruleset& ruleset : resolution.rulings.rulesets) {
      if (ruleset.token != arch::facts(abi).token) continue;
      const auto& decision = ruleset::decision_for(ruleset, number);
      const diagram::Node values = ruleset::meaning(diagrams, decision);
      return diagrams.combine(values, values, [](std::uint32_t value, std::uint32_t) {
        return runs(bpf::action_of(value)) ? 1U : 0U;
      });
    }
  }
  return diagram::no;
}

} // namespace callgate::learn
