// Starting a command that its tracer follows from the first instruction on.
#pragma once

#include <span>
#include <string>
#include <variant>

#include <linux/filter.h>
#include <sys/types.h>

#include "process/failure.hpp"
#include "watch/ended.hpp"
#include "watch/signals.hpp"
#include "watch/surroundings.hpp"

namespace callgate::watch {

/// A command that stands before its first instruction, under its filter, and stays there
/// until it is resumed. The tracer's end kills it.
struct Launched {
  pid_t command;
};

/// Forks, traces the child, has it execute the command and install the filter. `Ended`: a
/// signal ended it on the way. A filter is taken as it is: proven, or made for watching.
std::variant<Launched, Ended, process::Failure> launch(std::span<const sock_filter> filter,
                                                       std::span<const std::string> command,
                                                       const Surroundings& surroundings,
                                                       const Signals& signals);

/// Ends a command that is of no use, and waits for it.
void discard(pid_t command);

} // namespace callgate::watch
