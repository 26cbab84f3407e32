// Calls that undo a sandbox or open the kernel, where the policy lets any of them run: a
// condition that leaves the dangerous ones out silences the check by that alone.
#include <array>
#include <string>
#include <utility>

#include "arch/constant_uses.hpp"
#include "lint/passes.hpp"
#include "lore/dangers.hpp"
#include "wording/wording.hpp"

namespace callgate::lint {

namespace {

using lore::Danger;

Finding finding_of(const View& view, const Danger& danger, const Calls& calls, const Way& way) {
  Finding finding{danger.name, calls.call->name};
  if (way.entry != nullptr) {
    finding.span = way.entry->rule->entry.span;
    finding.table = way.entry->table;
  } else {
    finding.span = view.verdict(calls).span;
  }
  finding.predicate = danger.risk;
  if (calls.is_hidden)
    finding.predicate += ", or may: its arguments lie in memory, where no filter looks";
  finding.help = danger.fix;
  finding.abi = view.abi();
  if (!danger.condition.empty() && !calls.is_hidden)
    finding.example = wording::call_text(view.abi(), way.example);
  return finding;
}

/// memfd_create beside execve or execveat.
void find_exec_from_memory(const View& view, Findings& findings) {
  const auto made = view.calls("memfd_create", "flags & MFD_NOEXEC_SEAL == 0");
  if (!made) return;
  for (const std::string_view name : {"execve", "execveat"}) {
    const auto run = view.calls(name, "");
    const auto runs = run ? view.ways(*run) : std::vector<Way>{};
    if (runs.empty()) continue;
    for (const Way& way : view.ways(*made)) {
      Finding finding{"exec-from-memory", "memfd_create"};
      if (way.entry != nullptr) {
        finding.span = way.entry->rule->entry.span;
        finding.table = way.entry->table;
      }
      finding.predicate = "makes files that exist in memory alone and \"";
      finding.predicate += name;
      finding.predicate += "\" runs them: code that no disk has seen";
      finding.help = "memfd_create(flags & MFD_NOEXEC_SEAL != 0), or leave out execve and execveat";
      finding.abi = view.abi();
      if (runs.front().entry != nullptr && runs.front().entry->rule->entry.span != finding.span)
        finding.label = {runs.front().entry->rule->entry.span, "what runs them"};
      findings.add(std::move(finding));
    }
    return;
  }
}

} // namespace

void find_dangers(const View& view, Findings& findings) {
  for (const Danger& danger : lore::dangers()) {
    for (const std::string_view name : arch::words_of(danger.calls)) {
      const auto calls = view.calls(name, danger.condition);
      if (!calls) continue;
      for (const Way& way : view.ways(*calls))
        findings.add(finding_of(view, danger, *calls, way));
    }
  }
  find_exec_from_memory(view, findings);
}

} // namespace callgate::lint
