// What callgate's own exit statuses mean.
#pragma once

namespace callgate::cli {

enum ExitStatus : int {
  exit_good = 0,
  exit_failed = 1,    ///< the input or a gate failed
  exit_usage = 2,     ///< the command line is wrong
  exit_undecided = 2, ///< `diff`: it could not be decided, for whatever reason
  exit_cannot = 125   ///< `run`: callgate itself failed and the command did not start
};

} // namespace callgate::cli
