// The few words that a command-to-be and its helper exchange before the exec.
#pragma once

#include <optional>

#include <sys/types.h>

namespace callgate::process {

struct Message {
  enum class Kind : int {
    fork_failed,  ///< from the helper's parent; value: errno
    hello,        ///< from the helper; value: its process id
    permitted,    ///< to the helper: it was named to Yama
    seize_failed, ///< from the helper; value: errno
    ready,        ///< from the helper, or who else traces: exec now
    unsettled,    ///< from a command-to-be that is watched: no folder or streams; value: errno
    no_privilege, ///< likewise: no_new_privs could not be set
    exec_failed,  ///< likewise
  };
  Kind kind;
  int value;
};

/// Whether it was sent. Never raises SIGPIPE.
bool send(int channel, Message message);

/// The next message; nothing once the other side is gone.
std::optional<Message> receive(int channel);

} // namespace callgate::process
