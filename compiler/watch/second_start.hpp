// Whether a command can be started a second time and find the same on its standard input.
#pragma once

#include <sys/types.h>

namespace callgate::watch {

class SecondStart {
public:
  /// Before the first start. `input`: the descriptor that is the command's standard input.
  explicit SecondStart(int input);

  /// Rewinds what was read of a file; a terminal, /dev/null and what is closed need nothing.
  /// False of pipes, sockets and other devices.
  [[nodiscard]] bool prepare() const;

private:
  int input_;
  off_t offset_; ///< negative: not a file with one
};

} // namespace callgate::watch
