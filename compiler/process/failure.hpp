// Why a command was not started: the message, and the status callgate ends with.
#pragma once

#include <string>

namespace callgate::process {

/// Statuses that shells and their kin agree on.
inline constexpr int status_callgate_failed = 125; ///< the command was never tried
inline constexpr int status_not_executable = 126;
inline constexpr int status_not_found = 127;

struct Failure {
  int status;          ///< one of the above
  std::string message; ///< what happened and what to do; no newline at its end
};

} // namespace callgate::process
