// PATH, and the meaning of execve's errors.
#include "process/command.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>

namespace callgate::process {
namespace {

/// 0 if `path` is a file that may be executed, else the errno value execve would give.
int check_executable(const std::string& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) return errno;
  if (!S_ISREG(file.st_mode)) return EACCES;
  return faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

bool is_absence(int error) {
  return error == ENOENT || error == ENOTDIR;
}

Failure failure_of(const std::string& name, int error) {
  if (is_absence(error)) return {status_not_found, name + ": " + std::strerror(error)};
  struct stat file {};
  if (stat(name.c_str(), &file) == 0 && S_ISDIR(file.st_mode))
    return {status_not_executable, name + ": is a directory"};
  return {status_not_executable, name + ": " + std::strerror(error)};
}

} // namespace

std::variant<Command, Failure> find_command(std::span<const std::string> words) {
  if (words.empty()) return Failure{status_callgate_failed, "no command given"};
  const std::string& name = words.front();
  Command command{name, {words.begin(), words.end()}};

  if (name.find('/') != std::string::npos) {
    const int error = check_executable(name);
    if (error != 0) return failure_of(name, error);
    return command;
  }

  const char* variable = std::getenv("PATH");
  std::string_view rest = variable != nullptr ? variable : "/bin:/usr/bin";
  std::optional<Failure> unusable; // found, but not executable: 126 beats 127
  while (!name.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string folder(rest.substr(0, colon));
    command.path = (folder.empty() ? "." : folder) + "/" + name;
    const int error = check_executable(command.path);
    if (error == 0) return command;
    if (!is_absence(error) && !unusable) unusable = failure_of(command.path, error);
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  if (unusable) return *std::move(unusable);
  return Failure{status_not_found, name + ": command not found"};
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

ExecError exec_error(int error) {
  switch (error) {
  case ENOENT:
    return {status_not_found, "its interpreter (the #! line, or the dynamic loader) is missing"};
  case ENOEXEC:
    return {status_not_executable, "not a program this machine runs, nor a script with a #! line"};
  case E2BIG:
    return {status_not_executable, "the arguments and environment are too long"};
  default:
    return {status_not_executable, std::strerror(error)};
  }
}

} // namespace callgate::process
