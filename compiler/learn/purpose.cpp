#include "learn/purpose.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "arch/constant_uses.hpp"
#include "policy/builtin_groups.hpp"

namespace callgate::learn {

namespace {

struct Purpose {
  std::string_view title;
  std::string_view members; ///< calls and built-in groups, parted by blanks
  int precedence;           ///< where two have a call, the smaller one has it
};

constexpr auto purposes = std::to_array<Purpose>({
    {"files",
     "@basic-io @file-system @chown @sync @aio sendfile sendfile64 copy_file_range fadvise64 "
     "fadvise64_64 arm_fadvise64_64 flock readahead readdir umask ioctl splice tee vmsplice "
     "name_to_handle_at open_by_handle_at",
     9},
    {"memory",
     "@memlock @pkey brk mmap mmap2 munmap mprotect mremap madvise mincore msync mseal "
     "map_shadow_stack membarrier remap_file_pages get_mempolicy mbind set_mempolicy "
     "set_mempolicy_home_node move_pages migrate_pages userfaultfd riscv_flush_icache cacheflush "
     "ARM_cacheflush process_madvise",
     2},
    {"processes and threads",
     "@process execve exit exit_group futex futex_time64 futex_wait futex_waitv futex_wake "
     "futex_requeue get_robust_list set_robust_list rseq set_tid_address set_thread_area "
     "get_thread_area arch_prctl gettid getpid getppid getpgid getpgrp getsid setsid setpgid "
     "sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler "
     "sched_get_priority_max sched_get_priority_min sched_setscheduler sched_setparam "
     "ARM_set_tls ARM_get_tls ptrace process_vm_readv process_vm_writev",
     5},
    {"signals",
     "@signal rt_sigreturn sigreturn kill tkill tgkill pidfd_send_signal rt_sigqueueinfo "
     "rt_tgsigqueueinfo pause",
     3},
    {"time",
     "@timer @clock clock_gettime clock_gettime64 clock_getres clock_getres_time64 "
     "clock_nanosleep clock_nanosleep_time64 nanosleep gettimeofday time",
     4},
    {"waiting for descriptors", "@io-event", 0},
    {"network", "@network-io", 1},
    {"between processes", "@ipc", 6},
    {"identity, limits and the machine",
     "@setuid @resources getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 "
     "getgroups getgroups32 getresuid getresuid32 getresgid getresgid32 getrlimit ugetrlimit "
     "prlimit64 uname olduname oldolduname sysinfo getrandom getcpu getpriority capset",
     7},
    {"else", "", 10},
});

std::map<std::string_view, std::size_t> made_table() {
  std::map<std::string_view, std::size_t> table;
  const auto add = [&](std::string_view name, std::size_t purpose) {
    const auto [place, is_new] = table.emplace(name, purpose);
    if (!is_new && purposes[purpose].precedence < purposes[place->second].precedence)
      place->second = purpose;
  };
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    for (const std::string_view word : arch::words_of(purposes[i].members)) {
      if (!word.starts_with('@')) {
        add(word, i);
        continue;
      }
      const policy::BuiltinGroup* group = policy::find_builtin_group(word.substr(1));
      for (const std::string_view name : policy::calls_of(*group))
        add(name, i);
    }
  }
  return table;
}

} // namespace

std::size_t purpose_of(std::string_view call) {
  static const auto table = made_table();
  const auto found = table.find(call);
  return found == table.end() ? purposes.size() - 1 : found->second;
}

std::string_view title_of(std::size_t purpose) {
  return purposes.at(purpose).title;
}

} // namespace callgate::learn
