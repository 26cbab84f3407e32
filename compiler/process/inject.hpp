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
  failed,    ///< it must not run; stopped
  gone,      ///< see `Stop::gone`
};

/// Called at the `call_exit` of a successful execve. The program's no_new_privs must be
/// set already.
[[nodiscard]] Injected inject_filter(Tracee& program, std::span<const sock_filter> filter,
                                     InjectionFailure& failure);

/// Makes a program that `inject_filter` failed in exit with `status`, if that can be done.
/// If not, it is left stopped: the tracer must end without letting go of it, which kills it.
void try_to_exit(Tracee& program, int status);

} // namespace callgate::process
