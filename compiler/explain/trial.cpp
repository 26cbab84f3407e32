#include "explain/trial.hpp"

#include <algorithm>
#include <variant>

#include "explain/comparison.hpp"
#include "explain/verdict.hpp"

namespace callgate::explain {

pipeline::Request request_of(const pipeline::Analysis& analysis,
                             const std::vector<std::string>& capabilities,
                             const std::vector<arch::Abi>& abis) {
  pipeline::Request request;
  for (const arch::Abi abi : analysis.selection.abis)
    request.abis.emplace_back(arch::facts(abi).name);
  for (const arch::Abi abi : abis)
    request.abis.emplace_back(arch::facts(abi).name);
  request.capabilities = analysis.selection.capabilities;
  request.capabilities.insert(request.capabilities.end(), capabilities.begin(), capabilities.end());
  return request;
}

bool Trial::reaches(const pipeline::Compilation& changed, Goal goal) const {
  const auto actions =
      possible_actions(changed.analysis.resolutions, foreign_action(changed.analysis), subject_);
  if (actions.size() != 1) return false;
  if (goal != Goal::enosys) return actions.front().kind == bpf::ActionKind::allow;
  const auto value = arch::errno_value(*subject_.abi, "ENOSYS");
  return value && actions.front() == bpf::Action{bpf::ActionKind::error, *value};
}

std::optional<Effect> Trial::effect(const std::string& text, Goal goal,
                                    const std::vector<std::string>& capabilities,
                                    const std::vector<arch::Abi>& abis) const {
  const diagnostic::Source changed_source(source_.name(), text);
  diagnostic::Diagnostics diagnostics;
  const auto result =
      pipeline::compile(changed_source, request_of(compilation_.analysis, capabilities, abis),
                        pipeline::Strictness::lenient, diagnostics);
  const auto* changed = std::get_if<pipeline::Compilation>(&result);
  if (changed == nullptr || !reaches(*changed, goal)) return std::nullopt;
  return compare(compilation_.analysis, changed->analysis, goal);
}

} // namespace callgate::explain
