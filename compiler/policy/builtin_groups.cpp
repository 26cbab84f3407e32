// The contents of the built-in groups. The thirty names are systemd's, so that who knows
// those knows these, and nearly all of what they hold is what it is there; what systemd has
// not judged, or not for every ABI, was judged for this table. A call may be in several.
//
// What a group held at a release it keeps: to a group come only calls released since its
// last judgement, so that no policy with a known_through is ever widened by a new callgate.
// docs/groups.md is made from this table and shows every change.
#include "policy/builtin_groups.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "arch/calls.hpp"

namespace callgate::policy {

namespace {

constexpr auto groups = std::to_array<BuiltinGroup>({
    {"aio", "asynchronous I/O",
     "io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit "
     "io_uring_enter io_uring_register io_uring_setup"},
    {"basic-io", "reading, writing, seeking and closing descriptors",
     "_llseek close close_range dup dup2 dup3 llseek lseek pread64 preadv preadv2 pwrite64 "
     "pwritev pwritev2 read readv write writev"},
    {"chown", "changing the owner of files",
     "chown chown32 fchown fchown32 fchownat lchown lchown32"},
    {"clock", "setting the system's clocks",
     "adjtimex clock_adjtime clock_adjtime64 clock_settime clock_settime64 settimeofday stime"},
    {"cpu-emulation", "emulating other processors",
     "modify_ldt subpage_prot switch_endian vm86 vm86old"},
    {"debug", "debugging, tracing and performance counters",
     "lookup_dcookie perf_event_open pidfd_getfd ptrace rtas s390_runtime_instr "
     "sys_debug_setcontext"},
    {"default", "what every program needs: memory, time, identity, locks, the end",
     "ARM_cacheflush ARM_get_tls ARM_set_tls arch_prctl brk cacheflush clock_getres "
     "clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64 "
     "execve exit exit_group futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake "
     "get_robust_list get_thread_area getegid getegid32 geteuid geteuid32 getgid getgid32 "
     "getgroups getgroups32 getpgid getpgrp getpid getppid getrandom getresgid getresgid32 "
     "getresuid getresuid32 getrlimit getsid gettid gettimeofday getuid getuid32 getxgid getxpid "
     "getxuid map_shadow_stack membarrier mmap mmap2 mprotect munmap nanosleep pause prlimit64 "
     "restart_syscall riscv_flush_icache riscv_hwprobe rseq rseq_slice_yield rt_sigreturn "
     "sched_getaffinity sched_yield set_robust_list set_thread_area set_tid_address sigreturn "
     "time ugetrlimit uprobe uretprobe"},
    {"file-system", "files and directories by name and by descriptor",
     "access cachestat chdir chmod close creat faccessat faccessat2 fallocate fchdir fchmod "
     "fchmodat fchmodat2 fcntl fcntl64 fgetxattr file_getattr file_setattr flistxattr "
     "fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 ftruncate ftruncate64 "
     "futimesat getcwd getdents getdents64 getxattr getxattrat inotify_add_watch inotify_init "
     "inotify_init1 inotify_rm_watch lgetxattr link linkat listxattr listxattrat llistxattr "
     "lremovexattr lsetxattr lstat lstat64 mkdir mkdirat mknod mknodat newfstatat oldfstat "
     "oldlstat oldstat open openat openat2 readlink readlinkat removexattr removexattrat rename "
     "renameat renameat2 rmdir setxattr setxattrat stat stat64 statfs statfs64 statx symlink "
     "symlinkat truncate truncate64 unlink unlinkat utime utimensat utimensat_time64 utimes"},
    {"io-event", "waiting for events on descriptors",
     "_newselect epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd "
     "eventfd2 poll ppoll ppoll_time64 pselect6 pselect6_time64 "
     "select"},
    {"ipc", "pipes, System V and POSIX message passing, shared memory",
     "ipc memfd_create memfd_secret mq_getsetattr mq_notify mq_open mq_timedreceive "
     "mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink msgctl msgget msgrcv "
     "msgsnd pipe pipe2 process_madvise process_vm_readv process_vm_writev semctl semget semop "
     "semtimedop semtimedop_time64 shmat shmctl shmdt shmget"},
    {"keyring", "the kernel's keys", "add_key keyctl request_key"},
    {"known", "every call whose release the tables know", "*"},
    {"memlock", "locking memory", "mlock mlock2 mlockall munlock munlockall"},
    {"module", "kernel modules", "delete_module finit_module init_module"},
    {"mount", "mounting and changing roots",
     "chroot fchroot fsconfig fsmount fsopen fspick listmount mount mount_setattr move_mount "
     "open_tree open_tree_attr pivot_root statmount umount umount2"},
    {"network-io", "sockets",
     "accept accept4 bind connect getpeername getsockname getsockopt listen recv recvfrom "
     "recvmmsg recvmmsg_time64 recvmsg send sendmmsg sendmsg sendto setsockopt shutdown socket "
     "socketcall socketpair"},
    {"obsolete", "calls that kernels no longer have, or nobody should use",
     "_sysctl bdflush sgetmask ssetmask stime sysfs uselib ustat"},
    {"pkey", "memory protection keys", "pkey_alloc pkey_free pkey_mprotect"},
    {"privileged", "calls that need a capability of the super-user",
     "@chown @clock @module @raw-io @reboot @swap _sysctl acct bpf capset chroot fanotify_init "
     "fanotify_mark fchroot open_by_handle_at pivot_root quotactl quotactl_fd "
     "setdomainname setfsuid setfsuid32 setgroups setgroups32 sethostname setresuid setresuid32 "
     "setreuid setreuid32 setuid setuid32 syslog vhangup"},
    {"process", "starting, stopping, signalling and waiting for processes; namespaces",
     "capget clone clone3 execveat fork getrusage kill listns pidfd_open pidfd_send_signal prctl "
     "process_mrelease rt_sigqueueinfo rt_tgsigqueueinfo setns swapcontext tgkill times tkill "
     "unshare vfork wait4 waitid waitpid"},
    {"pure-compute", "computing: write to open descriptors, memory, time, the end",
     "ARM_cacheflush ARM_get_tls ARM_set_tls brk cacheflush clock_getres clock_getres_time64 "
     "clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64 exit exit_group futex "
     "futex_time64 futex_wait futex_waitv futex_wake get_thread_area getpid getrandom gettid "
     "gettimeofday madvise map_shadow_stack membarrier mmap mmap2 mprotect mremap munmap "
     "nanosleep restart_syscall riscv_flush_icache rseq rt_sigaction rt_sigprocmask rt_sigreturn "
     "sched_yield sigaltstack sigprocmask sigreturn time write writev"},
    {"raw-io", "input and output ports",
     "ioperm iopl pciconfig_iobase pciconfig_read pciconfig_write s390_pci_mmio_read "
     "s390_pci_mmio_write"},
    {"reboot", "rebooting and loading another kernel", "kexec_file_load kexec_load reboot"},
    {"resources", "scheduling, priorities and where memory lies",
     "ioprio_set mbind migrate_pages move_pages nice sched_setaffinity sched_setattr "
     "sched_setparam sched_setscheduler set_mempolicy set_mempolicy_home_node setpriority "
     "setrlimit"},
    {"sandbox", "restricting oneself",
     "landlock_add_rule landlock_create_ruleset landlock_restrict_self seccomp"},
    {"seccomp-strict", "the strict mode of 1997: read, write, exit, return from a handler",
     "exit read rt_sigreturn sigreturn write"},
    {"setuid", "changing user and group",
     "setgid setgid32 setgroups setgroups32 setregid setregid32 setresgid setresgid32 setresuid "
     "setresuid32 setreuid setreuid32 setuid setuid32"},
    {"signal", "handling signals",
     "rt_sigaction rt_sigpending rt_sigprocmask rt_sigsuspend rt_sigtimedwait "
     "rt_sigtimedwait_time64 sigaction sigaltstack signal signalfd signalfd4 sigpending "
     "sigprocmask sigsuspend"},
    {"swap", "swap devices", "swapoff swapon"},
    {"sync", "writing back to storage",
     "arm_sync_file_range fdatasync fsync msync sync sync_file_range sync_file_range2 syncfs"},
    {"system-service", "what an ordinary service uses",
     "@aio @basic-io @chown @default @file-system @io-event @ipc @keyring @memlock @network-io "
     "@process @resources @setuid @signal @sync @timer arm_fadvise64_64 capset copy_file_range "
     "fadvise64 fadvise64_64 flock get_mempolicy getcpu getpriority ioctl ioprio_get kcmp "
     "lsm_get_self_attr lsm_list_modules madvise mremap mseal name_to_handle_at oldolduname "
     "olduname personality readahead readdir remap_file_pages sched_get_priority_max "
     "sched_get_priority_min sched_getattr sched_getparam sched_getscheduler "
     "sched_rr_get_interval sched_rr_get_interval_time64 sendfile sendfile64 setfsgid setfsgid32 "
     "setfsuid setfsuid32 setpgid setsid splice sysinfo tee umask uname userfaultfd vmsplice"},
    {"timer", "timers and alarms",
     "alarm getitimer setitimer timer_create timer_delete timer_getoverrun timer_gettime "
     "timer_gettime64 timer_settime timer_settime64 timerfd_create timerfd_gettime "
     "timerfd_gettime64 timerfd_settime timerfd_settime64 times"},
});

/// Whether some ABI has a call of that very name and records its release. What none does is
/// no call that anybody could judge: a reserved number, or a name for one.
bool is_recorded(std::string_view name) {
  const auto abis = arch::all_abis();
  return std::any_of(abis.begin(), abis.end(), [&](const arch::AbiFacts& abi) {
    const arch::Call* call = arch::find_call(abi.abi, name);
    return call != nullptr && call->name == name &&
           call->since.known != arch::Since::Known::unknown;
  });
}

void add_calls(std::string_view members, std::vector<std::string_view>& names) {
  while (!members.empty()) {
    const std::string_view word = members.substr(0, members.find(' '));
    members.remove_prefix(std::min(word.size() + 1, members.size()));
    if (word == "*") {
      const auto all = arch::all_call_names();
      std::copy_if(all.begin(), all.end(), std::back_inserter(names), is_recorded);
    } else if (word.starts_with('@')) {
      add_calls(find_builtin_group(word.substr(1))->members, names);
    } else {
      names.push_back(word);
    }
  }
}

} // namespace

std::span<const BuiltinGroup> builtin_groups() {
  return groups;
}

const BuiltinGroup* find_builtin_group(std::string_view name) {
  const auto* const group = std::ranges::find(groups, name, &BuiltinGroup::name);
  return group == groups.end() ? nullptr : group;
}

std::vector<std::string_view> calls_of(const BuiltinGroup& group) {
  std::vector<std::string_view> names;
  add_calls(group.members, names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

} // namespace callgate::policy
