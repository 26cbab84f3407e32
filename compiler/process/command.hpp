// From the words of a command line to the one path that execve is given.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "process/failure.hpp"

namespace callgate::process {

/// A command whose file was found and may be executed.
struct Command {
  std::string path;
  std::vector<std::string> arguments; ///< the name as given first
};

/// Looks the first word up as a shell does: in PATH (in /bin and /usr/bin if that is
/// unset) unless it has a slash. Only one path is ever tried, so that the exec under the
/// filter is a single call.
std::variant<Command, Failure> find_command(std::span<const std::string> words);

/// As execve takes them: to the words, and a null pointer.
std::vector<char*> pointers_to(std::vector<std::string>& words);

/// What an errno value of execve means to the caller.
struct ExecError {
  int status; ///< as in Failure
  const char* reason;
};
ExecError exec_error(int error);

} // namespace callgate::process
