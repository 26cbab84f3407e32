// Runs a piece of a test in a forked child: a filter cannot be taken off again.
#pragma once

#include <cstdlib>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

namespace child {

/// Whether this build has AddressSanitizer: forks are slow then, and its interceptors make
/// system calls of their own.
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

/// What `body` returned (0 … 255) in a forked child, or 128 + N if signal N ended it.
template <typename Body>
int status_of(Body body) {
  const pid_t pid = fork();
  if (pid == 0) _exit(static_cast<int>(body()));
  int status = 0;
  if (pid < 0 || waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Gives up root for good, so that the kernel asks for no_new_privs.
inline void become_ordinary() {
  if (geteuid() != 0) return;
  if (setgroups(0, nullptr) != 0 || setresgid(65534, 65534, 65534) != 0 ||
      setresuid(65534, 65534, 65534) != 0)
    abort();
}

inline constexpr sock_filter give(unsigned action) {
  return {BPF_RET | BPF_K, 0, 0, action};
}
inline constexpr sock_filter load_number{BPF_LD | BPF_W | BPF_ABS, 0, 0, 0};

inline constexpr sock_filter allow_everything[] = {give(SECCOMP_RET_ALLOW)};

/// `listed` for the calls of these numbers, `rest` for all others.
inline std::vector<sock_filter> by_number(std::initializer_list<long> numbers, unsigned listed,
                                          unsigned rest) {
  std::vector<sock_filter> filter{load_number};
  for (const long number : numbers) {
    filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<unsigned>(number)});
    filter.push_back(give(listed));
  }
  filter.push_back(give(rest));
  return filter;
}

} // namespace child
