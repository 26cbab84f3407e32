// Running a command under a filter, in place of the calling process: it keeps the
// process id, parent, process group, session, terminal, standard streams, signal mask
// and dispositions, environment and working directory, so job control and exit statuses
// are those of the command itself.
//
// Two moments to install the filter:
// - at the command's first instruction: a short-lived helper process traces the caller
//   up to its exec, makes the new program install the filter, and lets go. The policy
//   need not allow execve. The helper's death before that kills the command: it never
//   runs unfiltered.
// - before exec: the caller installs the filter and then calls execve, which the policy
//   must allow. Needs no tracing. Should the execve fail (not all of its reasons can be
//   known beforehand), the caller still has to say so and exit: the policy must allow write
//   and exit_group too.
//
// Both set no_new_privs before the exec, root or not. So a setuid or setgid program, or
// one with file capabilities, starts without the privilege that its file would give it,
// and AppArmor or SELinux transitions at exec do not happen; `sudo`, `ping` and the like
// tell their user so themselves. Run callgate with the privilege instead.
#pragma once

#include <span>
#include <string>

#include "process/failure.hpp"
#include "proof/proof.hpp"

namespace callgate::process {

enum class When { first_instruction, before_exec };

/// `first_instruction` where callgate can do that (x86_64, i386, aarch64).
When default_when();

/// Becomes `command`: a name, looked up in PATH if it has no slash, and its arguments.
/// Returns only if that failed. Call it from a process with one thread and nothing
/// buffered. After a failure the process is still unfiltered, though no_new_privs may be
/// set. A failed execve of `before_exec`, with the filter on already, does not return: its
/// message goes to standard error, and the process exits with its status.
///
/// Refuses filters of another machine's family, filters that `unanswered` finds fault
/// with, and, before exec, those that `missing_for_exec` does (process/refusal.hpp).
[[nodiscard]] Failure exec_filtered(const proof::ProvenFilter& filter,
                                    std::span<const std::string> command, When when);

} // namespace callgate::process
