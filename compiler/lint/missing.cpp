// Calls that programs make without anybody writing them down: to end, to go on after a stop,
// and to tell the time where the vDSO cannot.
#include <string>
#include <utility>

#include "arch/calls.hpp"
#include "lint/passes.hpp"
#include "lint/words.hpp"
#include "lore/vdso.hpp"

namespace callgate::lint {

namespace {

/// Whether the ABI has the call and nothing lets it run or hands it to somebody who may.
bool is_stopped(const View& view, std::string_view name) {
  const auto calls = view.calls(name, "");
  return calls && view.ways(*calls).empty() && bpf::facts(view.verdict(*calls).action.kind).stops;
}

Finding missing(const View& view, std::string_view check, std::string_view name) {
  Finding finding{check, name};
  const Verdict verdict = view.verdict(*view.calls(name, ""));
  finding.predicate = fate(verdict.action, view.abi());
  finding.help = "add \"" + std::string(name) + "\" to allow";
  finding.abi = view.abi();
  return finding;
}

/// The first of the calls that runs, by an entry.
const ruleset::Listed* first_running(const View& view, std::initializer_list<const char*> names) {
  for (const std::string_view name : names) {
    const arch::Call* call = arch::find_call(view.abi(), name);
    if (call == nullptr) continue;
    const auto entries = view.letting_run(call->number);
    if (!entries.empty()) return entries.front();
  }
  return nullptr;
}

void find_exits(const View& view, Findings& findings) {
  if (is_stopped(view, "exit_group")) {
    Finding finding = missing(view, "no-exit", "exit_group");
    finding.predicate += ": no program that uses a C library can end";
    findings.add(std::move(finding));
  }
  const auto* clone = first_running(view, {"clone", "clone3"});
  if (clone != nullptr && is_stopped(view, "exit")) {
    Finding finding = missing(view, "no-exit", "exit");
    finding.predicate += ": threads cannot end";
    finding.label = {clone->rule->entry.span, "what starts them"};
    findings.add(std::move(finding));
  }
  const auto* action = first_running(view, {"rt_sigaction", "sigaction"});
  if (action != nullptr && is_stopped(view, "rt_sigreturn")) {
    Finding finding = missing(view, "no-exit", "rt_sigreturn");
    finding.predicate += ": handlers of signals cannot return";
    finding.label = {action->rule->entry.span, "what sets them up"};
    findings.add(std::move(finding));
  }
}

/// The calls that the kernel ends with ERESTART_RESTARTBLOCK.
void find_restart(const View& view, Findings& findings) {
  const auto* sleep = first_running(view, {"nanosleep", "clock_nanosleep", "clock_nanosleep_time64",
                                           "poll", "futex", "futex_time64"});
  if (sleep == nullptr || !is_stopped(view, "restart_syscall")) return;
  Finding finding = missing(view, "no-restart", "restart_syscall");
  finding.predicate += ": the kernel makes it to go on with a sleep that a stop interrupted "
                       "(SIGSTOP and SIGCONT, a debugger, suspend)";
  finding.label = {sleep->rule->entry.span, "such a sleep"};
  findings.add(std::move(finding));
}

/// What clocks are read by: the call of the ABI's own width, or the other one.
void find_clock(const View& view, Findings& findings) {
  const bool has_wide = arch::find_call(view.abi(), "clock_gettime64") != nullptr;
  const std::string_view name = has_wide ? "clock_gettime64" : "clock_gettime";
  if (!is_stopped(view, name)) return;
  Finding finding = missing(view, "no-clock", name);
  finding.predicate += " on hosts without vDSO time: no trace shows it elsewhere, and there "
                       "programs make it where ";
  finding.predicate += lore::vdso_call(name)->entered;
  findings.add(std::move(finding));
}

} // namespace

void find_missing(const View& view, Findings& findings) {
  find_exits(view, findings);
  find_restart(view, findings);
  find_clock(view, findings);
}

} // namespace callgate::lint
