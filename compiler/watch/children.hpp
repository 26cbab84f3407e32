// Ending everything that came of a process.
#pragma once

#include <span>
#include <vector>

#include <sys/types.h>

namespace callgate::watch {

/// The children of the calling process, zombies included, sorted. None where /proc does not
/// tell.
std::vector<pid_t> children();

/// Sends a signal to every child; true if it could be sent to any.
bool signal_children(int signal);

/// Kills all children but the spared ones (sorted), and, where this process is a subreaper,
/// whatever becomes its child by that, until none is left. Gives up on what it may not kill.
void kill_children(std::span<const pid_t> spared);

} // namespace callgate::watch
