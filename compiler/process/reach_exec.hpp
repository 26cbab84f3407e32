// The way of a traced process to its exec.
#pragma once

#include "process/tracee.hpp"

namespace callgate::process {

/// How `reach_exec` came out.
enum class Exec {
  done,   ///< at the `call_exit` of a successful execve
  failed, ///< execve returned an error; the process was let go
  gone,   ///< see `Stop::gone`
};

/// Lets a process that was seized run until it has executed a program.
[[nodiscard]] Exec reach_exec(Tracee& tracee);

} // namespace callgate::process
