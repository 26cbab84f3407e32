#include "ruleset/bypass.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "arch/calls.hpp"
#include "ruleset/listing.hpp"
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

bool lets_run(const Listed& entry) {
  return !bpf::facts(entry.action.kind).stops;
}

} // namespace

void check_bypasses(const policy::Policy& policy, arch::Abi abi,
                    diagnostic::Diagnostics& diagnostics) {
  const std::vector<Listed> listed = list(policy, abi);
  const Unlisted unlisted(policy, abi);
  for (const Multiplexer& multiplexer : multiplexers) {
    const auto& accepted = policy.accepted_bypasses;
    if (std::find(accepted.begin(), accepted.end(), multiplexer.name) != accepted.end()) continue;
    const arch::Call* call = arch::find_call(abi, multiplexer.name);
    if (call == nullptr) continue;
    const auto bypass = std::find_if(listed.begin(), listed.end(), [&](const Listed& entry) {
      return entry.number == call->number && lets_run(entry);
    });
    const auto reached = std::find_if(listed.begin(), listed.end(), [&](const Listed& entry) {
      const arch::Call* other = arch::find_call(abi, entry.number);
      return entry.when && other != nullptr && reaches(multiplexer, other->name);
    });
    const bool is_listed = std::any_of(listed.begin(), listed.end(), [&](const Listed& entry) {
      return entry.number == call->number && !entry.when;
    });
    const bool runs_unlisted =
        !is_listed && !bpf::facts(unlisted.action_for(call->number).kind).stops;
    if ((bypass == listed.end() && !runs_unlisted) || reached == listed.end()) continue;
    const std::string name(multiplexer.name);
    auto& found = diagnostics.error(
        "bypass", bypass != listed.end() ? bypass->rule->entry.span : policy.default_action.span,
        "\"" + name + "\" on " + std::string(arch::facts(abi).name) +
            " goes around the condition on " + written(*reached->rule) +
            ": its arguments lie in memory, where no filter looks",
        "stop it there; or say that this is meant: [policy] "
        "accept_bypass = [\"" +
            name + "\"]");
    found.labels.push_back({reached->rule->entry.span, "the condition"});
  }
}

} // namespace callgate::ruleset
