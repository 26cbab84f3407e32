#include "lint/findings.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "lint/checks.hpp"

namespace callgate::lint {

namespace {

using diagnostic::Diagnostics;
using diagnostic::quoted;
using diagnostic::Severity;

template <typename T>
void add_once(std::vector<T>& list, const T& item) {
  if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

bool are_one(const Finding& a, const Finding& b) {
  return a.check == b.check && a.span == b.span && a.predicate == b.predicate && a.help == b.help;
}

/// Whether it finds something only where ABIs or libraries are asked for.
bool depends_on_question(std::string_view check) {
  return check == "library" || check == "portability";
}

std::string accepting(std::string_view check) {
  std::string text = "or say that this is meant: [lint] accept = [\"";
  text += check;
  text += "\"]";
  return text;
}

} // namespace

Findings::Findings(const policy::Policy& policy, const policy::Selection& selection)
    : policy_(policy), asked_(selection.abis.size()),
      has_all_capabilities_(selection.capabilities.size() == policy.capabilities.size()),
      used_(policy.accepted_checks.size()) {}

bool Findings::is_accepted(const Finding& finding) {
  bool accepted = false;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const policy::AcceptedCheck& each = policy_.accepted_checks[i];
    if (each.check != finding.check || (!each.call.empty() && each.call != finding.call)) continue;
    used_[i] = true;
    accepted = true;
  }
  return accepted;
}

void Findings::add(Finding finding) {
  if (is_accepted(finding)) return;
  auto same = std::find_if(merged_.begin(), merged_.end(),
                           [&](const Merged& merged) { return are_one(merged.first, finding); });
  if (same == merged_.end()) same = merged_.insert(same, {finding, {}, {}});
  if (!finding.call.empty()) add_once(same->calls, finding.call);
  if (finding.abi) add_once(same->abis, *finding.abi);
}

std::string Findings::message(const Merged& merged) const {
  const Finding& first = merged.first;
  std::string text;
  if (first.table != nullptr && first.table->capability)
    text += "with " + diagnostic::printable(*first.table->capability) + ", ";
  if (!first.call.empty()) {
    text += quoted(first.call);
    const std::size_t others = merged.calls.size() - 1;
    if (others == 1) text += " (like " + quoted(merged.calls[1]) + ")";
    if (others > 1) text += " (like " + std::to_string(others) + " more calls of this entry)";
    text += " ";
  }
  text += first.predicate;
  if (!merged.abis.empty() && merged.abis.size() < asked_) {
    text += ", on ";
    for (std::size_t i = 0; i < merged.abis.size(); ++i) {
      if (i != 0) text += ", ";
      text += arch::facts(merged.abis[i]).name;
    }
  }
  if (!first.example.empty()) text += "; such a call is " + first.example;
  return text;
}

void Findings::report(Diagnostics& diagnostics) const {
  for (const Merged& merged : merged_) {
    const Finding& first = merged.first;
    const Severity severity = find_check(first.check)->severity;
    const std::string code(first.check);
    diagnostic::Diagnostic& added =
        severity == Severity::error     ? diagnostics.error(code, first.span, message(merged))
        : severity == Severity::warning ? diagnostics.warning(code, first.span, message(merged))
                                        : diagnostics.note(code, first.span, message(merged));
    added.help = first.help;
    if (!added.help.empty()) added.help += "; ";
    added.help += accepting(first.check);
    if (first.label) added.labels.push_back(*first.label);
  }
  report_accepted(diagnostics);
}

void Findings::report_accepted(Diagnostics& diagnostics) const {
  std::vector<std::string_view> names;
  names.reserve(checks().size());
  for (const Check& check : checks())
    names.push_back(check.name);
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const policy::AcceptedCheck& each = policy_.accepted_checks[i];
    if (find_check(each.check) == nullptr)
      diagnostics.error("unknown-check", each.span, "unknown check " + quoted(each.check),
                        diagnostic::did_you_mean(each.check, names));
    else if (!used_[i] && has_all_capabilities_ && !depends_on_question(each.check))
      diagnostics.warning("idle-accept", each.span,
                          "the check " + quoted(each.check) + " finds nothing to accept here",
                          "remove it, so that it hides nothing later");
  }
}

} // namespace callgate::lint
