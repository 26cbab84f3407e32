#include "lint/lint.hpp"

#include "lint/passes.hpp"

namespace callgate::lint {

void lint(const pipeline::Analysis& analysis, const Question& question,
          diagnostic::Diagnostics& diagnostics) {
  const policy::Policy& policy = *analysis.policy;
  const policy::Selection& selection = analysis.selection;
  std::vector<View> views;
  views.reserve(selection.abis.size());
  for (const arch::Abi abi : selection.abis)
    views.emplace_back(policy, selection, abi);
  Findings findings(policy, selection);
  for (const View& view : views) {
    find_dangers(view, findings);
    find_detours(view, findings);
    find_missing(view, findings);
    find_misread_answers(view, findings);
    find_library_drift(view, question.libraries, findings);
  }
  for (const arch::Abi abi : question.portable_to)
    find_unportable(policy, selection, View(policy, selection, abi), findings);
  find_faults_of_policy(policy, views, findings);
  findings.report(diagnostics);
}

} // namespace callgate::lint
