#include "lore/telling.hpp"

#include <array>

#include "arch/constant_uses.hpp"
#include "lore/dangers.hpp"

namespace callgate::lore {

namespace {

/// Judged by the man pages of section 2. Flags of openat and its like tell reading from
/// writing, those of mmap what becomes executable.
constexpr auto table = std::to_array<Telling>({
    {"arch_prctl", "option"},
    {"bpf", "cmd"},
    {"clone", "flags"},
    {"epoll_ctl", "op"},
    {"execveat", "flags"},
    {"fallocate", "mode"},
    {"fcntl fcntl64", "cmd"},
    {"flock", "cmd"},
    {"futex futex_time64", "op"},
    {"getsockopt setsockopt", "level optname"},
    {"ioctl", "request"},
    {"ipc", "call"},
    {"keyctl", "option"},
    {"kcmp", "type"},
    {"madvise", "advice"},
    {"membarrier", "cmd"},
    {"memfd_create", "flags"},
    {"mmap mmap2", "prot flags"},
    {"mprotect pkey_mprotect", "prot"},
    {"msgctl", "cmd"},
    {"open", "flags"},
    {"openat", "flags"},
    {"personality", "persona"},
    {"prctl", "option"},
    {"prlimit64", "resource"},
    {"process_madvise", "advice"},
    {"ptrace", "request"},
    {"quotactl quotactl_fd", "cmd"},
    {"seccomp", "operation flags"},
    {"semctl", "cmd"},
    {"setns", "flags"},
    {"shmat", "shmflg"},
    {"shmctl", "cmd"},
    {"socket socketpair", "domain type protocol"},
    {"socketcall", "call"},
    {"unshare", "flags"},
    {"userfaultfd", "flags"},
});

} // namespace

std::span<const Telling> telling() {
  return table;
}

std::vector<std::string_view> telling_arguments(std::string_view call) {
  for (const Telling& row : table) {
    if (lists(row.calls, call)) return arch::words_of(row.arguments);
  }
  return {};
}

} // namespace callgate::lore
