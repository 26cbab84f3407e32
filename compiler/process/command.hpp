// From the words of a command line to the one path that execve is given.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "process/failure.hpp"

namespace callgate::process {

/// A command whose file was found and may be executed.
struct Command {
  std::string path;
  std::vector<std::string> arguments; ///< the name as given first
};

/// Where a command is looked up.
struct Lookup {
  int folder = -1;                        ///< that relative paths count from; -1: the process's own
  std::optional<std::string_view> path{}; ///< a PATH; none: it is unset
};
Lookup own_lookup();

/// Looks the first word up as a shell does: in PATH (in /bin and /usr/bin if that is
/// unset) unless it has a slash. Only one path is ever tried, so that the exec under the
/// filter is a single call.
std::variant<Command, Failure> find_command(std::span<const std::string> words,
                                            const Lookup& lookup = own_lookup());

/// As execve takes them: to the words, and a null pointer.
std::vector<char*> pointers_to(std::vector<std::string>& words);

/// What an errno value of execve means to the caller.
struct ExecError {
  int status; ///< as in Failure
  const char* reason;
};
ExecError exec_error(int error);

} // namespace callgate::process
