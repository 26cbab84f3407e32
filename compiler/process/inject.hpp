// Makes a program that stands before its first instruction install a filter.
#pragma once

#include <span>

#include <linux/filter.h>

#include "process/tracee.hpp"

namespace callgate::process {

/// Why the filter is not in, in words, with the errno value of what failed (0: none).
struct InjectionFailure {
  const char* step;
  int error;
  bool is_of_tracing; ///< another way to install the filter would not meet it
};

/// What became of the program.
enum class Injected {
  installed, ///< filtered; otherwise as the exec left it, and stopped
  failed,    ///< not filtered: it must not run
  gone,      ///< killed meanwhile
};

/// Called at the `call_exit` of a successful execve. The program's no_new_privs must be
/// set already.
[[nodiscard]] Injected inject_filter(Tracee& program, std::span<const sock_filter> filter,
                                     InjectionFailure& failure);

/// Ends a program that `inject_filter` failed in: with `status` if it can be made to exit,
/// else by SIGKILL. Returns when it is gone.
void end_program(Tracee& program, int status);

} // namespace callgate::process
