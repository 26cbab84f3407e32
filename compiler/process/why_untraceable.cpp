#include "process/why_untraceable.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>

namespace callgate::process {
namespace {

/// The number after `key` in a /proc file, or alone in it if `key` is empty.
std::optional<long> number_in(const char* path, const std::string& key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(key, 0) != 0) continue;
    const char* text = line.c_str() + key.size();
    char* end = nullptr;
    const long value = std::strtol(text, &end, 10);
    if (end != text) return value;
  }
  return std::nullopt;
}

} // namespace

std::string why_untraceable(int error) {
  if (error == EPERM) {
    const long tracer = number_in("/proc/self/status", "TracerPid:").value_or(0);
    if (tracer != 0)
      return "callgate is traced itself, by process " + std::to_string(tracer) +
             " (strace, a debugger?), and a process has one tracer only";
    const long yama = number_in("/proc/sys/kernel/yama/ptrace_scope", "").value_or(0);
    if (yama > 1)
      return "this system forbids tracing (kernel.yama.ptrace_scope is " + std::to_string(yama) +
             ")";
    return "tracing is forbidden here (by a container or a sandbox?)";
  }
  if (error == EIO || error == EINVAL)
    return "this kernel lacks the tracing that callgate needs (Linux 5.3)";
  return std::string("cannot trace the command: ") + std::strerror(error);
}

} // namespace callgate::process
