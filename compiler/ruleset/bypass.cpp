#include "ruleset/bypass.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "arch/calls.hpp"
#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

struct Multiplexer {
  std::string_view name;
  std::string_view reaches; ///< names of calls, each between blanks
};

/// The calls of <linux/net.h>, SYS_SOCKET … SYS_SENDMMSG, and of <linux/ipc.h>, SEMOP …
/// SHMCTL, with the names that their time64 forms have: the same work.
constexpr auto multiplexers = std::to_array<Multiplexer>({
    {"socketcall",
     " socket bind connect listen accept getsockname getpeername socketpair send recv sendto "
     "recvfrom shutdown setsockopt getsockopt sendmsg recvmsg accept4 recvmmsg recvmmsg_time64 "
     "sendmmsg "},
    {"ipc",
     " semop semget semctl semtimedop semtimedop_time64 msgsnd msgrcv msgget msgctl shmat shmdt "
     "shmget shmctl "},
});

bool reaches(const Multiplexer& multiplexer, std::string_view name) {
  return multiplexer.reaches.find(" " + std::string(name) + " ") != std::string_view::npos;
}

/// Whether the entry is about a call that the multiplexer reaches.
bool reaches(const Multiplexer& multiplexer, const policy::Entry& entry, arch::Abi abi) {
  if (const auto* name = std::get_if<std::string>(&entry.call)) return reaches(multiplexer, *name);
  const auto numbers = std::get<arch::NumberRange>(entry.call);
  const auto calls = arch::calls(abi);
  return std::any_of(calls.begin(), calls.end(), [&](const arch::Call& call) {
    return numbers.contains(call.number) && reaches(multiplexer, call.name);
  });
}

bool lets_run(const Listed& entry) {
  return !bpf::facts(entry.action.kind).stops;
}

/// A rule with a condition on what the multiplexer reaches. An ABI may have no number for
/// that call but through the multiplexer.
const policy::Rule* conditioned(const policy::Policy& policy, arch::Abi abi,
                                const Multiplexer& multiplexer) {
  const auto in = [&](const policy::Table& table) -> const policy::Rule* {
    const auto found =
        std::find_if(table.rules.begin(), table.rules.end(), [&](const policy::Rule& rule) {
          return rule.entry.condition && policy::applies_to(rule.entry, abi) &&
                 reaches(multiplexer, rule.entry, abi);
        });
    return found == table.rules.end() ? nullptr : &*found;
  };
  if (const policy::Rule* rule = in(policy.base)) return rule;
  for (const policy::Table& table : policy.capabilities) {
    if (const policy::Rule* rule = in(table)) return rule;
  }
  return nullptr;
}

} // namespace

void check_bypasses(const policy::Policy& policy, arch::Abi abi, std::span<const Listed> listed,
                    diagnostic::Diagnostics& diagnostics) {
  const Unlisted unlisted(policy, abi);
  for (const Multiplexer& multiplexer : multiplexers) {
    const auto& accepted = policy.accepted_bypasses;
    if (std::find(accepted.begin(), accepted.end(), multiplexer.name) != accepted.end()) continue;
    const arch::Call* call = arch::find_call(abi, multiplexer.name);
    if (call == nullptr) continue;
    const auto bypass = std::find_if(listed.begin(), listed.end(), [&](const Listed& entry) {
      return entry.numbers.contains(call->number) && lets_run(entry);
    });
    const policy::Rule* reached = conditioned(policy, abi, multiplexer);
    const bool is_listed = std::any_of(listed.begin(), listed.end(), [&](const Listed& entry) {
      return entry.numbers.contains(call->number) && !entry.when;
    });
    const bool runs_unlisted =
        !is_listed && !bpf::facts(unlisted.action_for(call->number).kind).stops;
    if ((bypass == listed.end() && !runs_unlisted) || reached == nullptr) continue;
    const std::string name(multiplexer.name);
    auto& found = diagnostics.error(
        "bypass", bypass != listed.end() ? bypass->rule->entry.span : policy.default_action.span,
        "\"" + name + "\" on " + std::string(arch::facts(abi).name) +
            " goes around the condition on " + written(*reached) +
            ": its arguments lie in memory, where no filter looks",
        "stop it there; or say that this is meant: [policy] "
        "accept_bypass = [\"" +
            name + "\"]");
    found.labels.push_back({reached->entry.span, "the condition"});
  }
}

} // namespace callgate::ruleset
