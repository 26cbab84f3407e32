// PATH, and the meaning of execve's errors.
#include "process/command.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace callgate::process {
namespace {

/// 0 if `path` is a file that may be executed, else the errno value execve would give.
int check_executable(int folder, const std::string& path) {
  struct stat file {};
  if (fstatat(folder, path.c_str(), &file, 0) != 0) return errno;
  if (!S_ISREG(file.st_mode)) return EACCES;
  return faccessat(folder, path.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

bool is_absence(int error) {
  return error == ENOENT || error == ENOTDIR;
}

Failure failure_of(int folder, const std::string& name, int error) {
  if (is_absence(error)) return {status_not_found, name + ": " + std::strerror(error)};
  struct stat file {};
  if (fstatat(folder, name.c_str(), &file, 0) == 0 && S_ISDIR(file.st_mode))
    return {status_not_executable, name + ": is a directory"};
  return {status_not_executable, name + ": " + std::strerror(error)};
}

} // namespace

Lookup own_lookup() {
  Lookup lookup;
  if (const char* path = std::getenv("PATH")) lookup.path = path;
  return lookup;
}

std::variant<Command, Failure> find_command(std::span<const std::string> words,
                                            const Lookup& lookup) {
  if (words.empty()) return Failure{status_callgate_failed, "no command given"};
  const std::string& name = words.front();
  Command command{name, {words.begin(), words.end()}};
  const int from = lookup.folder < 0 ? AT_FDCWD : lookup.folder;

  if (name.find('/') != std::string::npos) {
    const int error = check_executable(from, name);
    if (error != 0) return failure_of(from, name, error);
    return command;
  }

  std::string_view rest = lookup.path.value_or("/bin:/usr/bin");
  std::optional<Failure> unusable; // found, but not executable: 126 beats 127
  while (!name.empty()) {
    const std::size_t colon = rest.find(':');
    const std::string folder(rest.substr(0, colon));
    command.path = (folder.empty() ? "." : folder) + "/" + name;
    const int error = check_executable(from, command.path);
    if (error == 0) return command;
    if (!is_absence(error) && !unusable) unusable = failure_of(from, command.path, error);
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
