// How a watched command came to its end.
#pragma once

namespace callgate::watch {

struct Ended {
  int status = 0;         ///< what it exited with, if no signal ended it
  int signal = 0;         ///< that ended it; 0: none
  bool timed_out = false; ///< it was ended because its time was over
};

/// As a shell has it: 128 + N for signal N.
constexpr int shell_status(const Ended& ended) {
  return ended.signal != 0 ? 128 + ended.signal : ended.status;
}

} // namespace callgate::watch
