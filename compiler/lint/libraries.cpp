// What C libraries and others call, and what they make of a refusal: some go back to what they
// did before at ENOSYS, and at nothing else.
#include <algorithm>
#include <string>
#include <utility>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "lint/passes.hpp"
#include "lint/words.hpp"

namespace callgate::lint {

namespace {

using lore::Refused;
using lore::Successor;

bool is_enosys(bpf::Action action, arch::Abi abi) {
  return action.kind == bpf::ActionKind::error && action.data == arch::errno_value(abi, "ENOSYS");
}

std::string answering_enosys(std::string_view call) {
  return "answer ENOSYS: errno = { ENOSYS = [\"" + std::string(call) + "\"] }";
}

/// An entry that lets one of the calls run; null if none does, or only the default.
const ruleset::Listed* first_running(const View& view, std::string_view names) {
  for (const std::string_view name : arch::words_of(names)) {
    const arch::Call* call = arch::find_call(view.abi(), name);
    if (call == nullptr) continue;
    const auto entries = view.letting_run(call->number);
    if (!entries.empty()) return entries.front();
  }
  return nullptr;
}

/// Whether a later release, not beyond `release`, took the change back.
bool is_taken_back(const Successor& row, lore::LibraryRelease release) {
  return std::ranges::any_of(lore::successors(), [&](const Successor& later) {
    return later.library == row.library && later.since > row.since && later.since <= release &&
           later.functions == row.functions && later.before == row.now;
  });
}

/// Whether the library does without the call, given that answer.
bool is_fine(const Successor& row, bpf::Action action, arch::Abi abi) {
  if (!bpf::facts(action.kind).stops) return true; // a tracer or listener answers
  if (action.kind != bpf::ActionKind::error) return false;
  return row.refused == Refused::copes ||
         (row.refused == Refused::needs_enosys && is_enosys(action, abi));
}

std::string entry_text(const Successor& row) {
  std::string text(row.now);
  if (row.condition.empty()) return text;
  text += '(';
  text += row.condition;
  text += ')';
  return text;
}

void find(const View& view, const Successor& row, Findings& findings) {
  const auto calls = view.calls(row.now, row.condition);
  if (!calls || calls->is_hidden || !view.ways(*calls).empty()) return;
  const ruleset::Listed* before = first_running(view, row.before);
  if (!row.before.empty() && before == nullptr) return;
  const Verdict verdict = view.verdict(*calls);
  if (is_fine(row, verdict.action, view.abi())) return;
  Finding finding{"library", row.now, verdict.span};
  if (!row.condition.empty()) finding.predicate = "as " + entry_text(row) + " ";
  finding.predicate += "is called by ";
  finding.predicate += lore::library_name(row.library);
  finding.predicate += " " + lore::to_string(row.since) + " (" + std::string(row.functions) +
                       ") and " + fate(verdict.action, view.abi()) + ": ";
  finding.predicate += row.symptom;
  const std::string adding = "add \"" + entry_text(row) + "\" to allow";
  finding.help = row.refused == Refused::needs_enosys
                     ? answering_enosys(row.now) + ", and it does what it did before; or " + adding
                     : adding;
  if (row.refused == Refused::copes) finding.help += ", or answer any errno, which it copes with";
  finding.abi = view.abi();
  if (before != nullptr) {
    if (finding.span)
      finding.label = {before->rule->entry.span, "what it called until then"};
    else
      finding.span = before->rule->entry.span;
  }
  findings.add(std::move(finding));
}

} // namespace

void find_misread_answers(const View& view, Findings& findings) {
  const auto look = [&](std::string_view name) {
    const auto calls = view.calls(name, "");
    if (!calls || !view.ways(*calls).empty()) return;
    const Verdict verdict = view.verdict(*calls);
    if (verdict.action.kind != bpf::ActionKind::error || is_enosys(verdict.action, view.abi()))
      return;
    Finding finding{"enosys", calls->call->name, verdict.span};
    finding.predicate = fate(verdict.action, view.abi()) +
                        ", which libraries take for an answer: they do without it at ENOSYS alone";
    finding.help = "answer ENOSYS, as kernels do that lack it: errno = { ENOSYS = […] }, or "
                   "newer = \"errno ENOSYS\" for what is newer than known_through";
    finding.abi = view.abi();
    findings.add(std::move(finding));
  };
  for (const std::string_view name : lore::probed_calls())
    look(name);
  for (const Successor& row : lore::successors()) {
    const bool is_probed =
        std::ranges::find(lore::probed_calls(), row.now) != lore::probed_calls().end();
    if (row.refused == Refused::needs_enosys && row.condition.empty() && !is_probed &&
        lore::happens_on(row, view.abi()))
      look(row.now);
  }
}

void find_library_drift(const View& view, std::span<const lore::SoughtLibrary> libraries,
                        Findings& findings) {
  for (const lore::SoughtLibrary& sought : libraries) {
    for (const Successor& row : lore::successors()) {
      if (row.library != sought.library || row.since > sought.release) continue;
      if (is_taken_back(row, sought.release) || !lore::happens_on(row, view.abi())) continue;
      find(view, row, findings);
    }
  }
}

} // namespace callgate::lint
