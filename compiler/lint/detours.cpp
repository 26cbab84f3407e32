// A condition is worth no more than the widest call beside it.
#include <algorithm>
#include <string>
#include <utility>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "diagnostic/printable.hpp"
#include "lint/passes.hpp"
#include "lore/detours.hpp"

namespace callgate::lint {

namespace {

using lore::Detour;
using ruleset::Listed;

/// The entry whose condition on that argument is all that lets the call run; null if the call
/// does not run, or also without that condition.
const Listed* conditioned(const View& view, std::string_view name, std::string_view argument) {
  const arch::Call* call = arch::find_call(view.abi(), name);
  const auto found =
      call == nullptr ? std::nullopt : arch::find_argument(view.abi(), *call, argument);
  if (!found || found->place != arch::ArgumentPlace::registers) return nullptr;
  const auto entries = view.letting_run(call->number);
  const bool all_look = std::ranges::all_of(entries, [&](const Listed* entry) {
    return entry->when && looks_at(*entry->when, found->slot);
  });
  return entries.empty() || !all_look ? nullptr : entries.front();
}

/// An entry that lets the call run whatever its argument of that name is; null if none does.
const Listed* unconditioned(const View& view, std::string_view name, std::string_view argument) {
  const arch::Call* call = arch::find_call(view.abi(), name);
  if (call == nullptr) return nullptr;
  const auto found = arch::find_argument(view.abi(), *call, argument);
  const bool is_seen = found && found->place == arch::ArgumentPlace::registers;
  const auto entries = view.letting_run(call->number);
  const auto open = std::ranges::find_if(entries, [&](const Listed* entry) {
    return !entry->when || !is_seen || !looks_at(*entry->when, found->slot);
  });
  return open == entries.end() ? nullptr : *open;
}

void find(const View& view, const Detour& detour, std::string_view name, Findings& findings) {
  const Listed* condition = conditioned(view, name, detour.argument);
  if (condition == nullptr) return;
  for (const std::string_view around : arch::words_of(detour.around)) {
    if (around == name) continue;
    const Listed* open = unconditioned(view, around, detour.around_argument);
    if (open == nullptr) continue;
    Finding finding{"way-around", around, open->rule->entry.span, open->table};
    finding.predicate = detour.how;
    finding.predicate += ", without the condition on " + diagnostic::quoted(name) + "'s " +
                         std::string(detour.argument);
    finding.help = detour.around_argument.empty() || around == "openat2"
                       ? "answer ENOSYS: errno = { ENOSYS = [\"" + std::string(around) + "\"] }"
                       : "give it the same condition";
    finding.abi = view.abi();
    finding.label = {condition->rule->entry.span, "the condition"};
    findings.add(std::move(finding));
  }
}

} // namespace

void find_detours(const View& view, Findings& findings) {
  for (const Detour& detour : lore::detours()) {
    for (const std::string_view name : arch::words_of(detour.calls))
      find(view, detour, name, findings);
  }
}

} // namespace callgate::lint
