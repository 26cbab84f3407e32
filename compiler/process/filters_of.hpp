// Reading the filters that a process runs under. The kernel gives them away through
// ptrace alone and only while the process stands still, so it is stopped for a moment;
// it then goes on as it would have: what was stopped stays stopped, and no signal is
// lost. Should callgate die meanwhile, the kernel lets the process go on.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <sys/types.h>

#include "bpf/program.hpp"

namespace callgate::process {

/// Why the filters of a process are not known.
struct Unreadable {
  int error;           ///< an errno value; 0 where it is not a call that failed
  std::string message; ///< what happened and what to do, without the process id
};

/// The filters of a thread, of a process that of its first thread, in the order of their
/// installation; at least one. Takes CAP_SYS_ADMIN, and a caller without a filter.
/// Calls that a stop and a continuation interrupt (epoll_wait and a few more, signal(7))
/// fail with EINTR in that process, as after SIGSTOP and SIGCONT.
std::variant<std::vector<bpf::Program>, Unreadable> filters_of(pid_t thread);

} // namespace callgate::process
