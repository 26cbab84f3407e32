// The helper process that installs the filter at a command's first instruction.
#pragma once

#include <span>
#include <variant>

#include <linux/filter.h>

#include "process/failure.hpp"

namespace callgate::process {

/// A helper that traces the calling process and waits for its next execve. Should that
/// fail, the helper lets go and ends; should it succeed, the new program gets the filter
/// before its first instruction, and the helper lets go and ends.
class Installer {
public:
  /// Starts one. The calling process must have one thread, and may do nothing but set
  /// itself up and call execve after this. `filter` is copied by forking.
  static std::variant<Installer, Failure> start(std::span<const sock_filter> filter);

  /// After a failed execve: returns once the helper is gone. Closes the channel.
  void wait_until_gone() const;

private:
  explicit Installer(int channel) : channel_(channel) {}

  int channel_; ///< to the helper; close-on-exec, as nothing of this may reach the command
};

} // namespace callgate::process
