#include "watch/surroundings.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace callgate::watch {
namespace {

using process::Failure;

/// The PATH among variables.
std::optional<std::string_view> path_in(std::span<const std::string> variables) {
  constexpr std::string_view name = "PATH=";
  for (const std::string_view variable : variables)
    if (variable.starts_with(name)) return variable.substr(name.size());
  return std::nullopt;
}

/// 0 or an errno value.
int place(std::array<int, 3> sources) {
  // Out of the way first: a source may be where another one goes.
  for (int target = 0; target < 3; ++target) {
    int& source = sources[static_cast<std::size_t>(target)];
    if (source == target) continue;
    source = fcntl(source, F_DUPFD_CLOEXEC, 3);
    if (source < 0) return errno;
  }
  for (int target = 0; target < 3; ++target) {
    const int source = sources[static_cast<std::size_t>(target)];
    if (source != target && dup2(source, target) < 0) return errno;
  }
  return 0;
}

} // namespace

std::variant<Start, Failure> Start::prepare(std::span<const std::string> command,
                                            const Surroundings& surroundings) {
  Start start;
  start.streams_ = {surroundings.standard_input, surroundings.standard_output,
                    surroundings.standard_error};
  start.own_group_ = surroundings.own_group;
  start.environment_ = surroundings.environment;
  process::Lookup lookup = process::own_lookup();
  if (surroundings.directory) {
    constexpr int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    start.folder_ = process::Descriptor(open(surroundings.directory->c_str(), flags));
    if (!start.folder_ || faccessat(start.folder_.number(), ".", X_OK, AT_EACCESS) != 0)
      return Failure{process::status_callgate_failed,
                     *surroundings.directory + ": " + std::strerror(errno)};
    lookup.folder = start.folder_.number();
  }
  if (surroundings.environment) lookup.path = path_in(*surroundings.environment);
  std::variant<process::Command, Failure> found = process::find_command(command, lookup);
  if (auto* failure = std::get_if<Failure>(&found)) return *failure;
  start.command_ = std::get<process::Command>(std::move(found));
  start.arguments_ = process::pointers_to(start.command_.arguments);
  if (start.environment_) start.variables_ = process::pointers_to(*start.environment_);
  return start;
}

int Start::settle() const {
  if (own_group_) setpgid(0, 0);
  if (folder_ && fchdir(folder_.number()) != 0) return errno;
  return place(streams_);
}

int Start::execute() const {
  execve(command_.path.c_str(), arguments_.data(), environment_ ? variables_.data() : environ);
  return errno;
}

} // namespace callgate::watch
