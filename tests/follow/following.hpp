// Follows commands from a forked child of the test, and hands back what the watcher was told.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "pipeline/watched.hpp"
#include "watch/follow.hpp"

namespace following {

/// Whether this build has AddressSanitizer: forks are slow then.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

using callgate::pipeline::Watching;

/// The path of one of the test's own programs.
std::string program(std::string_view name);

/// Whether 32-bit programs were built and run here.
bool runs_32();

/// A policy of one denial, for both x86 ABIs where there are two: "errno = { EXDEV = [\"x\"] }".
std::string policy(const std::string& denial);
inline const std::string errno_policy = policy("errno = { EXDEV = [\"getppid\", \"mkdir\"] }");
inline const std::string kill_policy = policy("kill_process = [\"getppid\"]");
inline const std::string kill_thread_policy = policy("kill_thread = [\"getppid\"]");
inline const std::string trap_policy = policy("trap = [\"getppid\"]");

struct Job {
  std::vector<std::string> command;
  std::string policy = errno_policy;
  Watching watching = Watching::explaining;
  callgate::watch::Surroundings surroundings{};
  bool with_stacks = false;
  /// In the child, first.
  std::function<void()> before = [] {};
};

struct Outcome {
  int status = -1; ///< as a shell shows it; of a failure its status
  bool timed_out = false;
  std::string failure{};           ///< its message
  std::vector<std::string> told{}; ///< "trace getppid 0xb 0xc 0xd 0xe 0xf 0x10", a line a call
  std::string out{};               ///< what the command wrote

  [[nodiscard]] std::size_t times(std::string_view line) const;
};

struct Running {
  pid_t pid; ///< the one that follows
  int told;
  int out;
};

Running start(const Job& job);
Outcome finish(const Running& running);
inline Outcome follow(const Job& job) {
  return finish(start(job));
}

/// As `follow`, in this process.
Outcome follow_here(const Job& job);

/// Reads until `text` has come, or the end.
std::string read_until(int descriptor, std::string_view text);

/// Makes orphans of this test's descendants its children; then waits for all of them. Whether
/// all ended within some seconds.
void adopt_orphans();
bool all_ended();

/// Becomes the user nobody (65534), if root.
void become_ordinary();

} // namespace following
