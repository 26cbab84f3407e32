// What runs in the helper process.
#pragma once

#include <span>

#include <linux/filter.h>
#include <sys/types.h>

namespace callgate::process {

/// Serves one exec of `command`, the process on the other side of `channel`, and exits.
/// To be called in a process forked for this, with all signals blocked.
[[noreturn]] void serve_as_helper(int channel, pid_t command, std::span<const sock_filter> filter);

} // namespace callgate::process
