// Children are listed by /proc/self/task/TID/children, which takes CONFIG_PROC_CHILDREN, else
// by the parents that all processes of /proc have.
#include "watch/children.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <ctime>
#include <dirent.h>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace callgate::watch {
namespace {

std::optional<pid_t> number(std::string_view text) {
  pid_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Whether /proc is that of this process's pid namespace.
bool is_proc_ours() {
  std::string target(32, '\0');
  const ssize_t length = readlink("/proc/self", target.data(), target.size());
  if (length < 0) return false;
  return number(std::string_view(target).substr(0, static_cast<std::size_t>(length))) == getpid();
}

/// The fourth field of /proc/PID/stat; the second, in parentheses, can hold anything.
std::optional<pid_t> parent_of(const char* process) {
  std::string path("/proc/");
  path += process;
  path += "/stat";
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const std::size_t name_end = line.rfind(") ");
  if (name_end == std::string::npos || name_end + 4 > line.size()) return std::nullopt;
  const std::string_view rest = std::string_view(line).substr(name_end + 4);
  return number(rest.substr(0, rest.find(' ')));
}

std::vector<pid_t> search_all_processes() {
  std::vector<pid_t> found;
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc"), closedir);
  if (!folder) return found;
  while (const dirent* entry = readdir(folder.get())) {
    const std::optional<pid_t> process = number(entry->d_name);
    if (process && parent_of(entry->d_name) == getpid()) found.push_back(*process);
  }
  return found;
}

/// One round; false if there is nobody to wait for.
bool kill_once(std::span<const pid_t> spared) {
  bool is_any_left = false;
  for (const pid_t child : children()) {
    if (std::ranges::binary_search(spared, child)) continue;
    const bool may_kill = kill(child, SIGKILL) == 0;
    if (waitpid(child, nullptr, WNOHANG | __WALL) == 0 && may_kill) is_any_left = true;
  }
  return is_any_left;
}

} // namespace

std::vector<pid_t> children() {
  std::vector<pid_t> found;
  if (!is_proc_ours()) return found;
  std::ifstream list("/proc/self/task/" + std::to_string(getpid()) + "/children");
  if (list) {
    for (pid_t child = 0; list >> child;)
      found.push_back(child);
  } else {
    found = search_all_processes();
  }
  std::ranges::sort(found);
  return found;
}

bool signal_children(int signal) {
  bool is_sent = false;
  for (const pid_t child : children())
    if (kill(child, signal) == 0) is_sent = true;
  return is_sent;
}

void kill_children(std::span<const pid_t> spared) {
  // What was reaped in a round may have left children of its own to this process: one more
  // round than those that find somebody.
  for (int idle = 0; idle < 2;) {
    idle = kill_once(spared) ? 0 : idle + 1;
    const timespec millisecond{0, 1'000'000};
    nanosleep(&millisecond, nullptr);
  }
}

} // namespace callgate::watch
