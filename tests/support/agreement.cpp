#include "support/agreement.hpp"

#include <optional>
#include <random>

#include "bpf/interpreter.hpp"
#include "policy/evaluate.hpp"
#include "support/telling.hpp"

namespace callgate::tests {

namespace {

/// What one call gets from each engine; nothing if they agree.
std::optional<std::string> disagreement_on(const bpf::CallData& call,
                                           const policy::Evaluator& evaluate,
                                           const proof::ProvenFilter& filter) {
  const ruleset::Rulings& rulings = filter.rulings();
  const bpf::Action wanted = evaluate(call);
  const bpf::Action ruled = ruleset::action_for(rulings, call);
  const auto ran = bpf::run(filter.program(), call, rulings.byte_order);
  if (ruled == wanted && ran.value == bpf::return_value(wanted)) return std::nullopt;
  std::string text = (ruled == wanted ? "the program" : "resolve") + std::string(" at token ") +
                     std::to_string(call.token) + ", number " + std::to_string(call.number);
  for (const std::uint64_t argument : call.arguments)
    text += ", " + std::to_string(argument);
  return text + ": policy " + bpf::to_string(wanted) + ", rulings " + bpf::to_string(ruled) +
         ", program " + bpf::to_string(bpf::action_of(ran.value));
}

} // namespace

std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked) {
  const pipeline::Analysis& analysis = compilation.analysis;
  std::mt19937_64 random(asked);
  for (const proof::ProvenFilter& filter : compilation.filters) {
    const ruleset::Rulings& rulings = filter.rulings();
    policy::Selection selection = analysis.selection;
    std::erase_if(selection.abis,
                  [&](arch::Abi abi) { return arch::facts(abi).family != rulings.family; });
    const policy::Evaluator evaluate(*analysis.policy, selection);
    auto calls = telling_arguments(rulings, *analysis.policy, 1, random);
    for (const auto [token, number] : telling_questions(rulings))
      calls.push_back({.number = number, .token = token});
    for (const bpf::CallData& call : calls) {
      if (auto found = disagreement_on(call, evaluate, filter)) return *std::move(found);
    }
    asked += calls.size();
  }
  return {};
}

} // namespace callgate::tests
