// What is asked of a policy as a whole: its actions, the kernels that it was written for, and
// what kernels do whatever it says.
#include <algorithm>
#include <string>
#include <utility>

#include "arch/calls.hpp"
#include "lint/passes.hpp"
#include "lint/words.hpp"
#include "policy/builtin_groups.hpp"

namespace callgate::lint {

namespace {

using policy::ActionSpec;

void find_kill_thread(const policy::Policy& policy, Findings& findings) {
  const auto look = [&](const ActionSpec& spec, const policy::Table* table) {
    if (spec.kind != bpf::ActionKind::kill_thread) return;
    Finding finding{"kill-thread", {}, written_span(spec), table};
    finding.predicate = "kill_thread ends one thread and leaves the others waiting for its locks "
                        "for ever: the program hangs, and nobody sees why";
    finding.help = "use kill_process";
    findings.add(std::move(finding));
  };
  look(policy.default_action, nullptr);
  look(policy.foreign, nullptr);
  if (policy.newer) look(*policy.newer, nullptr);
  for (const policy::Rule& rule : policy.base.rules)
    look(rule.action, &policy.base);
  for (const policy::Table& table : policy.capabilities) {
    for (const policy::Rule& rule : table.rules)
      look(rule.action, &table);
  }
}

bool is_enosys(const ActionSpec& spec, arch::Abi abi) {
  const auto action = policy::action_on(spec, abi);
  return action && action->kind == bpf::ActionKind::error &&
         action->data == arch::errno_value(abi, "ENOSYS");
}

void find_no_known_through(const policy::Policy& policy, arch::Abi abi, Findings& findings) {
  if (policy.newer || !bpf::facts(policy.default_action.kind).stops) return;
  if (is_enosys(policy.default_action, abi)) return;
  Finding finding{"no-known-through", {}};
  finding.predicate = policy.known_through
                          ? "the policy does not say what calls newer than "
                            "known_through get: they get "
                          : "the policy does not say which kernel's calls it "
                            "considered: newer ones, which newer libraries try, get ";
  finding.predicate += policy::to_string(policy.default_action);
  if (policy.known_through)
    finding.help = "[policy] newer = \"errno ENOSYS\"";
  else
    finding.help = "[policy] known_through = \"" + arch::to_string(policy::groups_judged_at) +
                   "\", or what you looked at, and newer = \"errno ENOSYS\"";
  findings.add(std::move(finding));
}

/// What the policy answers with ENOSYS arrives there as number 0 on old kernels.
void find_number_zero(const policy::Policy& policy, const View& view, Findings& findings) {
  if (view.abi() != arch::Abi::s390x && view.abi() != arch::Abi::s390) return;
  const arch::Call* setup = arch::find_call(view.abi(), std::uint32_t{0});
  const arch::Call zero{setup == nullptr ? "" : setup->name, 0, {}};
  const Calls calls{&zero, nullptr};
  const bpf::Action action = view.verdict(calls).action;
  const bool stops = bpf::facts(action.kind).stops;
  const auto enosys = arch::errno_value(view.abi(), "ENOSYS");
  if (!stops || (action.kind == bpf::ActionKind::error && action.data == enosys)) return;
  const std::string name(arch::facts(view.abi()).name);
  Finding finding{"number-zero", {}};
  finding.predicate = "on " + name +
                      " before Linux 5.8 a call that the kernel does not know arrives as number 0, "
                      "which " +
                      fate(action, view.abi()) + (policy.newer ? ", whatever newer says" : "");
  finding.help = "errno = { ENOSYS = [\"#0@" + name + "\"] }";
  findings.add(std::move(finding));
}

void note_kernels(std::span<const View> views, Findings& findings) {
  for (const View& view : views) {
    if (view.abi() == arch::Abi::x86_64) {
      Finding finding{"unfilterable", {}};
      finding.predicate = "no filter stops 335 (uretprobe) and 336 (uprobe) on x86_64: the kernel "
                          "does not ask";
      finding.help = "nothing is to be done, they do nothing where nobody set a probe";
      findings.add(std::move(finding));
    }
    if (view.abi() == arch::Abi::riscv64) {
      Finding finding{"shared-token", {}};
      finding.predicate = "32-bit tasks on a riscv64 kernel come under riscv64's token: what the "
                          "policy says of a number holds for riscv32's call of that number too";
      finding.help = "run it where 32-bit tasks are switched off (CONFIG_COMPAT)";
      findings.add(std::move(finding));
    }
  }
}

} // namespace

void find_faults_of_policy(const policy::Policy& policy, std::span<const View> views,
                           Findings& findings) {
  find_kill_thread(policy, findings);
  find_no_known_through(policy, views.front().abi(), findings);
  for (const View& view : views)
    find_number_zero(policy, view, findings);
  note_kernels(views, findings);
}

} // namespace callgate::lint
