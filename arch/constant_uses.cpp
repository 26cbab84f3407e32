// The table, reviewed by hand with the man pages and the kernel's own functions, and its
// look-ups. A name that is missing only means that a number is shown.
#include "arch/constant_uses.hpp"

#include <algorithm>
#include <unordered_set>

#include "arch/constants.hpp"

namespace callgate::arch {

namespace {

constexpr auto value = ConstantKind::value;
constexpr auto flags = ConstantKind::flags;
constexpr auto value_and_flags = ConstantKind::value_and_flags;

constexpr std::string_view clone_flags =
    "SIG* CLONE_* -SIG_* -SIGSTKSZ -SIGRTMAX -SIGUNUSED -CLONE_ARGS_* -CLONE_NEWTIME "
    "-CLONE_DETACHED -CLONE_PIDFD_AUTOKILL";
constexpr std::string_view namespaces = "CLONE_NEW* CLONE_FILES CLONE_FS CLONE_SYSVSEM "
                                        "CLONE_THREAD CLONE_SIGHAND CLONE_VM";
constexpr std::string_view signals =
    "SIGABRT SIGBUS SIGCHLD SIGIO SIGSYS SIG* -SIG_* -SIGSTKSZ -SIGRTMAX -SIGUNUSED";
constexpr std::string_view open_flags = "O_* -O_RDONLY -O_NDELAY";
constexpr std::string_view clocks =
    "CLOCK_* -CLOCK_AUX* -CLOCK_DEFAULT -CLOCK_EXT -CLOCK_INT -CLOCK_TX*";
constexpr std::string_view requests =
    "TC* TIOC* FIO* SIOC* FI* FS_IOC_* KD* VT_* BLK* LOOP_* RND* RTC_* TUN* UFFDIO_* KVM_* "
    "PERF_EVENT_IOC_* VHOST_* FUSE_DEV_IOC_* USBDEVFS_* NS_GET_* PIDFD_GET_* SECCOMP_IOCTL_* "
    "UDMABUF_* DMA_BUF_* PIO_* GIO_* EPIOC* "
    "-TCP* -TCX_* -TIOCM_* -TIOCPKT_* -BLK_* -FIEMAP_* -FILE* -KD_* -KVM_REG_* -KVM_CAP_* "
    "-KVM_EXIT_* -KVM_MEM_* -KVM_X86_* -KVM_STATE_* -KVM_HYPERV_* -KVM_GUESTDBG_* "
    "-KVM_PV_* -SIOCPROTOPRIVATE -SIOCDEVPRIVATE";

constexpr ConstantUse table[] = {
    // Files.
    {"*", "dirfd", "AT_FDCWD"},
    {"*", "olddirfd", "AT_FDCWD"},
    {"*", "newdirfd", "AT_FDCWD"},
    {"open openat", "flags", open_flags, flags},
    {"open_by_handle_at", "flags", open_flags, flags},
    {"access faccessat faccessat2", "mode", "R_OK W_OK X_OK", flags},
    {"faccessat2", "flags", "AT_EACCESS AT_SYMLINK_NOFOLLOW AT_EMPTY_PATH", flags},
    {"newfstatat fstatat64 fchownat fchmodat2 utimensat utimensat_time64", "flags",
     "AT_SYMLINK_NOFOLLOW AT_EMPTY_PATH AT_NO_AUTOMOUNT", flags},
    {"statx", "flags",
     "AT_SYMLINK_NOFOLLOW AT_EMPTY_PATH AT_NO_AUTOMOUNT AT_STATX_FORCE_SYNC "
     "AT_STATX_DONT_SYNC",
     flags},
    {"statx", "mask", "STATX_* -STATX_ATTR_* -STATX__RESERVED -STATX_ALL", flags},
    {"unlinkat", "flags", "AT_REMOVEDIR", flags},
    {"linkat", "flags", "AT_SYMLINK_FOLLOW AT_EMPTY_PATH", flags},
    {"renameat2", "flags", "RENAME_*", flags},
    {"execveat", "flags", "AT_EMPTY_PATH AT_SYMLINK_NOFOLLOW AT_EXECVE_CHECK", flags},
    {"name_to_handle_at", "flags", "AT_SYMLINK_FOLLOW AT_EMPTY_PATH AT_HANDLE_*", flags},
    {"fcntl fcntl64", "op",
     "F_GETLK F_SETLK F_SETLKW F_DUPFD* F_GET* F_SET* F_OFD_* F_ADD_SEALS F_CANCELLK F_NOTIFY "
     "F_CREATED_QUERY"},
    {"flock", "operation", "LOCK_SH LOCK_EX LOCK_UN LOCK_NB", flags},
    {"lseek _llseek llseek", "whence", "SEEK_* -SEEK_MAX"},
    {"fallocate", "mode", "FALLOC_FL_* -FALLOC_FL_ALLOCATE_RANGE", flags},
    {"fadvise64 fadvise64_64", "advice", "POSIX_FADV_*"},
    {"sync_file_range sync_file_range2", "flags",
     "SYNC_FILE_RANGE_* -SYNC_FILE_RANGE_WRITE_AND_WAIT", flags},
    {"preadv2 pwritev2", "flags", "RWF_* -RWF_SUPPORTED", flags},
    {"ioctl", "request", requests, value, 0, 0x1000},
    {"dup3 pipe2", "flags", "O_CLOEXEC O_NONBLOCK O_DIRECT", flags},
    {"close_range", "flags", "CLOSE_RANGE_*", flags},
    {"eventfd2", "flags", "EFD_*", flags},
    {"epoll_create1", "flags", "EPOLL_CLOEXEC", flags},
    {"epoll_ctl", "op", "EPOLL_CTL_*"},
    {"inotify_init1", "flags", "IN_CLOEXEC IN_NONBLOCK", flags},
    {"signalfd4", "flags", "SFD_*", flags},
    {"timerfd_create", "flags", "TFD_CLOEXEC TFD_NONBLOCK", flags},
    {"timerfd_settime timerfd_settime64", "flags", "TFD_TIMER_*", flags},
    {"memfd_create", "flags", "MFD_* -MFD_HUGE_*", flags},
    {"userfaultfd", "flags", "O_CLOEXEC O_NONBLOCK UFFD_USER_MODE_ONLY", flags},
    // Mounts.
    {"mount", "mountflags",
     "MS_* -MS_ACTIVE -MS_BORN -MS_KERNMOUNT -MS_NOSEC -MS_NOUSER -MS_RMT_MASK -MS_MGC_* "
     "-MS_SUBMOUNT -MS_VERBOSE -MS_ASYNC -MS_SYNC -MS_INVALIDATE -MS_NOREMOTELOCK",
     flags},
    {"umount2", "flags", "MNT_FORCE MNT_DETACH MNT_EXPIRE UMOUNT_NOFOLLOW", flags},
    {"open_tree", "flags", "OPEN_TREE_* AT_EMPTY_PATH AT_NO_AUTOMOUNT AT_RECURSIVE", flags},
    {"move_mount", "flags", "MOVE_MOUNT_* -MOVE_MOUNT__MASK", flags},
    {"fsopen", "flags", "FSOPEN_CLOEXEC", flags},
    {"fsmount", "flags", "FSMOUNT_*", flags},
    {"fsconfig", "cmd", "FSCONFIG_*"},
    // Sockets.
    {"socket socketpair", "domain",
     "AF_UNIX AF_INET AF_INET6 AF_NETLINK AF_* -AF_MAX -AF_LOCAL -AF_ROUTE"},
    {"socket socketpair", "type",
     "SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_DCCP SOCK_PACKET "
     "SOCK_CLOEXEC SOCK_NONBLOCK",
     value_and_flags, 0xf},
    {"socket socketpair", "protocol", "IPPROTO_* -IPPROTO_IP -IPPROTO_HOPOPTS -IPPROTO_MAX"},
    {"accept4", "flags", "SOCK_CLOEXEC SOCK_NONBLOCK", flags},
    {"getsockopt setsockopt", "level",
     "SOL_SOCKET IPPROTO_IP IPPROTO_TCP IPPROTO_UDP IPPROTO_IPV6 SOL_*"},
    {"getsockopt setsockopt", "optname", "SO_* -SO_VM_SOCKETS_* -SO_*_OLD -SO_*_NEW", value, 0, 0,
     "level", "SOL_SOCKET"},
    {"shutdown", "how", "SHUT_*"},
    {"sendto sendmsg sendmmsg send recvfrom recvmsg recvmmsg recvmmsg_time64 recv", "flags",
     "MSG_* -MSG_EOF -MSG_BATCH -MSG_PROBE -MSG_FIN -MSG_SYN -MSG_RST -MSG_NO_SHARED_FRAGS "
     "-MSG_SENDPAGE_* -MSG_SPLICE_PAGES -MSG_COPY -MSG_EXCEPT -MSG_INFO -MSG_NOERROR -MSG_STAT* "
     "-MSG_TRYHARD",
     flags},
    // Memory.
    {"mmap mmap2 mprotect pkey_mprotect remap_file_pages", "prot", "PROT_*", flags},
    {"mmap mmap2", "flags",
     "MAP_SHARED MAP_PRIVATE MAP_SHARED_VALIDATE MAP_ANONYMOUS MAP_* -MAP_ANON -MAP_FILE "
     "-MAP_TYPE -MAP_HUGE_* -MAP_RENAME -MAP_DENYWRITE -MAP_EXECUTABLE -MAP_LOCAL -MAP_AUTOGROW "
     "-MAP_AUTORSRV",
     value_and_flags, 0xf},
    {"madvise process_madvise", "advice", "MADV_*"},
    {"mremap", "flags", "MREMAP_*", flags},
    {"msync", "flags", "MS_ASYNC MS_SYNC MS_INVALIDATE", flags},
    {"mlock2", "flags", "MLOCK_ONFAULT", flags},
    {"mlockall", "flags", "MCL_*", flags},
    {"mbind set_mempolicy", "mode",
     "MPOL_* -MPOL_F_* -MPOL_MF_* -MPOL_MAX -MPOL_MODE_FLAGS "
     "-MPOL_USER_NODEMASK_FLAGS"},
    {"mbind", "flags", "MPOL_MF_STRICT MPOL_MF_MOVE MPOL_MF_MOVE_ALL", flags},
    {"membarrier", "cmd", "MEMBARRIER_CMD_* -MEMBARRIER_CMD_FLAG_CPU -MEMBARRIER_CMD_SHARED"},
    {"shmget", "shmflg", "IPC_CREAT IPC_EXCL SHM_HUGETLB SHM_NORESERVE", flags},
    {"msgget", "msgflg", "IPC_CREAT IPC_EXCL", flags},
    {"semget", "semflg", "IPC_CREAT IPC_EXCL", flags},
    {"shmctl msgctl semctl", "op", "IPC_RMID IPC_SET IPC_STAT IPC_INFO"},
    // Processes.
    {"clone", "flags", clone_flags, value_and_flags, 0xff},
    {"unshare setns", "flags", namespaces, flags},
    {"setns", "nstype", namespaces, flags},
    {"futex futex_time64", "futex_op",
     "FUTEX_PRIVATE_FLAG FUTEX_CLOCK_REALTIME FUTEX_WAIT FUTEX_WAKE FUTEX_FD FUTEX_REQUEUE "
     "FUTEX_CMP_REQUEUE FUTEX_WAKE_OP FUTEX_LOCK_PI FUTEX_UNLOCK_PI FUTEX_TRYLOCK_PI "
     "FUTEX_WAIT_BITSET FUTEX_WAKE_BITSET FUTEX_WAIT_REQUEUE_PI FUTEX_CMP_REQUEUE_PI "
     "FUTEX_LOCK_PI2",
     value_and_flags, 0x7f},
    {"kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal", "sig", signals},
    {"rt_sigaction sigaction signal", "signum", signals},
    {"rt_sigprocmask sigprocmask", "how", "SIG_BLOCK SIG_UNBLOCK SIG_SETMASK"},
    {"wait4 waitpid waitid", "options", "WNOHANG WUNTRACED WSTOPPED WEXITED WCONTINUED WNOWAIT",
     flags},
    {"waitid", "idtype", "P_ALL P_PID P_PGID P_PIDFD"},
    {"pidfd_open", "flags", "PIDFD_NONBLOCK PIDFD_THREAD", flags},
    {"sched_setscheduler", "policy",
     "SCHED_OTHER SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_IDLE SCHED_DEADLINE SCHED_EXT "
     "SCHED_RESET_ON_FORK",
     value_and_flags, 0xff},
    {"prctl", "option",
     "PR_SET_PDEATHSIG PR_GET_PDEATHSIG PR_SET_* PR_GET_* PR_CAPBSET_* PR_CAP_AMBIENT "
     "PR_SCHED_CORE PR_MCE_KILL PR_MCE_KILL_GET PR_TASK_PERF_EVENTS_* PR_MPX_*_MANAGEMENT "
     "PR_SVE_SET_VL PR_SVE_GET_VL PR_SME_SET_VL PR_SME_GET_VL PR_PAC_RESET_KEYS "
     "PR_PAC_SET_ENABLED_KEYS PR_PAC_GET_ENABLED_KEYS PR_RISCV_*_CONTROL PR_FUTEX_HASH "
     "-PR_SET_MM_* -PR_SET_PTRACER_ANY -PR_SET_VMA_ANON_NAME"},
    {"arch_prctl", "option", "ARCH_* -ARCH_XCOMP_* -ARCH_SHSTK_SHSTK -ARCH_SHSTK_WRSS"},
    {"ptrace", "request",
     "PTRACE_TRACEME PTRACE_PEEKTEXT PTRACE_PEEKDATA PTRACE_PEEKUSR PTRACE_POKETEXT "
     "PTRACE_POKEDATA PTRACE_POKEUSR PTRACE_CONT PTRACE_KILL PTRACE_SINGLESTEP PTRACE_ATTACH "
     "PTRACE_DETACH PTRACE_SYSCALL PTRACE_SEIZE PTRACE_INTERRUPT PTRACE_LISTEN PTRACE_GET* "
     "PTRACE_SET* PTRACE_PEEKSIGINFO PTRACE_SECCOMP_*"},
    {"seccomp", "operation", "SECCOMP_SET_MODE_* SECCOMP_GET_ACTION_AVAIL SECCOMP_GET_NOTIF_SIZES"},
    {"seccomp", "flags", "SECCOMP_FILTER_FLAG_*", flags},
    {"bpf", "cmd",
     "BPF_MAP_CREATE BPF_MAP_LOOKUP_ELEM BPF_MAP_UPDATE_ELEM BPF_MAP_DELETE_ELEM "
     "BPF_MAP_GET_NEXT_KEY BPF_PROG_LOAD BPF_OBJ_PIN BPF_OBJ_GET BPF_PROG_ATTACH BPF_PROG_DETACH "
     "BPF_PROG_TEST_RUN BPF_PROG_GET_NEXT_ID BPF_MAP_GET_NEXT_ID BPF_PROG_GET_FD_BY_ID "
     "BPF_MAP_GET_FD_BY_ID BPF_OBJ_GET_INFO_BY_FD BPF_PROG_QUERY BPF_RAW_TRACEPOINT_OPEN "
     "BPF_BTF_LOAD BPF_BTF_GET_FD_BY_ID BPF_TASK_FD_QUERY BPF_MAP_FREEZE BPF_LINK_CREATE "
     "BPF_LINK_UPDATE BPF_ENABLE_STATS BPF_ITER_CREATE BPF_LINK_DETACH BPF_PROG_BIND_MAP "
     "BPF_TOKEN_CREATE"},
    {"keyctl", "operation",
     "KEYCTL_* -KEYCTL_CAPS* -KEYCTL_SUPPORTS_* -KEYCTL_MOVE_EXCL -KEYCTL_REJECT_*"},
    {"personality", "persona",
     "PER_LINUX PER_LINUX32 PER_BSD ADDR_NO_RANDOMIZE UNAME26 ADDR_LIMIT_* ADDR_COMPAT_LAYOUT "
     "READ_IMPLIES_EXEC MMAP_PAGE_ZERO SHORT_INODE WHOLE_SECONDS STICKY_TIMEOUTS "
     "FDPIC_FUNCPTRS",
     value_and_flags, 0xff},
    {"getrlimit setrlimit ugetrlimit prlimit64", "resource", "RLIMIT_*"},
    {"getrusage", "who", "RUSAGE_* -RUSAGE_BOTH"},
    {"getpriority setpriority", "which", "PRIO_PROCESS PRIO_PGRP PRIO_USER"},
    {"ioprio_get ioprio_set", "which", "IOPRIO_WHO_*"},
    {"kcmp", "type", "KCMP_* -KCMP_TYPES"},
    {"getitimer setitimer", "which", "ITIMER_*"},
    {"clock_gettime clock_settime clock_getres clock_nanosleep clock_adjtime clock_gettime64 "
     "clock_settime64 clock_getres_time64 clock_nanosleep_time64 clock_adjtime64 timer_create "
     "timerfd_create",
     "clockid", clocks},
    {"clock_nanosleep clock_nanosleep_time64 timer_settime timer_settime64", "flags",
     "TIMER_ABSTIME", flags},
    {"getrandom", "flags", "GRND_*", flags},
    {"reboot", "op", "LINUX_REBOOT_CMD_*"},
    {"reboot", "magic", "LINUX_REBOOT_MAGIC1"},
    {"reboot", "magic2", "LINUX_REBOOT_MAGIC2*"},
    {"io_uring_setup", "flags", "IORING_SETUP_*", flags},
    {"perf_event_open", "flags", "PERF_FLAG_*", flags},
    {"landlock_create_ruleset", "flags", "LANDLOCK_CREATE_RULESET_*", flags},
    {"landlock_add_rule", "rule_type", "LANDLOCK_RULE_*"},
    {"finit_module", "flags", "MODULE_INIT_*", flags},
};

bool fits(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  return name.size() >= pattern.size() - 1 && name.starts_with(pattern.substr(0, star)) &&
         name.ends_with(pattern.substr(star + 1));
}

/// The names that a pattern with a star stands for, short ones first.
std::vector<std::string_view> matches(std::string_view pattern,
                                      const std::vector<std::string_view>& left_out) {
  static const std::vector<std::string_view> all = all_constant_names();
  const std::string_view beginning = pattern.substr(0, pattern.find('*'));
  std::vector<std::string_view> result;
  for (auto name = std::ranges::lower_bound(all, beginning);
       name != all.end() && name->starts_with(beginning); ++name) {
    const auto is_fit = [&](std::string_view other) { return fits(*name, other); };
    if (is_fit(pattern) && std::ranges::none_of(left_out, is_fit)) result.push_back(*name);
  }
  std::ranges::stable_sort(result, {}, &std::string_view::size);
  return result;
}

} // namespace

std::span<const ConstantUse> constant_uses() {
  return table;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end != 0) words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

const ConstantUse* constant_use(std::string_view call, std::string_view argument) {
  for (const ConstantUse& use : table) {
    if (use.argument != argument) continue;
    const auto calls = words_of(use.calls);
    if (use.calls == "*" || std::ranges::find(calls, call) != calls.end()) return &use;
  }
  return nullptr;
}

std::vector<NamedConstant> named_constants(const ConstantUse& use, Abi abi) {
  std::vector<std::string_view> wanted;
  std::vector<std::string_view> left_out;
  for (const std::string_view word : words_of(use.names)) {
    if (word.starts_with('-'))
      left_out.push_back(word.substr(1));
    else
      wanted.push_back(word);
  }
  std::vector<NamedConstant> result;
  std::unordered_set<std::uint64_t> values;
  const auto add = [&](std::string_view name) {
    const auto found = constant_value(abi, name);
    if (found && *found >= use.least && values.insert(*found).second)
      result.push_back({name, *found});
  };
  for (const std::string_view word : wanted) {
    if (word.find('*') == std::string_view::npos) {
      add(word);
      continue;
    }
    for (const std::string_view name : matches(word, left_out))
      add(name);
  }
  return result;
}

} // namespace callgate::arch
