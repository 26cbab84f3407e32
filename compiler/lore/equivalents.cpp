#include "lore/equivalents.hpp"

#include <algorithm>
#include <array>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "lore/dangers.hpp"

namespace callgate::lore {

namespace {

using enum Instead;

/// ABIs from aarch64 on lack what <asm-generic/unistd.h> calls deprecated; riscv32 and those
/// after it lack every call with 32-bit times. What C libraries make there instead is read
/// off glibc 2.42 and musl 1.2.5. By name, those of one kind together.
constexpr auto table = std::to_array<Equivalent>({
    // paths
    {"access", lacking, "faccessat"},
    {"chmod", lacking, "fchmodat"},
    {"chown", lacking, "fchownat"},
    {"chown32", lacking, "chown fchownat"},
    {"creat", lacking, "openat"},
    {"fchown32", lacking, "fchown"},
    {"futimesat", lacking, "utimensat utimensat_time64"},
    {"lchown", lacking, "fchownat"},
    {"lchown32", lacking, "lchown fchownat"},
    {"link", lacking, "linkat"},
    {"mkdir", lacking, "mkdirat"},
    {"mknod", lacking, "mknodat"},
    {"open", lacking, "openat"},
    {"readlink", lacking, "readlinkat"},
    {"rename", lacking, "renameat renameat2"},
    {"renameat", lacking, "renameat2"},
    {"rmdir", lacking, "unlinkat"},
    {"symlink", lacking, "symlinkat"},
    {"umount", lacking, "umount2"},
    {"unlink", lacking, "unlinkat"},
    {"utime", lacking, "utimensat utimensat_time64"},
    {"utimensat", lacking, "utimensat_time64"},
    {"utimes", lacking, "utimensat utimensat_time64"},

    // what files are
    {"fstat", lacking, "newfstatat fstat64 statx"},
    {"fstat64", lacking, "fstat newfstatat statx"},
    {"fstatat64", lacking, "newfstatat statx"},
    {"lstat", lacking, "newfstatat fstatat64 statx"},
    {"lstat64", lacking, "newfstatat fstatat64 statx"},
    {"newfstatat", lacking, "fstatat64 statx"},
    {"oldfstat", lacking, "fstat newfstatat fstat64 statx"},
    {"oldlstat", lacking, "newfstatat fstatat64 statx"},
    {"oldstat", lacking, "newfstatat fstatat64 statx"},
    {"stat", lacking, "newfstatat fstatat64 statx"},
    {"stat64", lacking, "newfstatat fstatat64 statx"},
    {"fstatfs", lacking, "fstatfs64"},
    {"fstatfs64", lacking, "fstatfs"},
    {"statfs", lacking, "statfs64"},
    {"statfs64", lacking, "statfs"},
    {"getdents", lacking, "getdents64"},
    {"readdir", lacking, "getdents64"},
    {"fstat", beside, "fstat64 statx"},
    {"lstat", beside, "lstat64 fstatat64 statx"},
    {"newfstatat", beside, "fstatat64 statx"},
    {"stat", beside, "stat64 fstatat64 statx"},
    {"fstatfs", beside, "fstatfs64"},
    {"statfs", beside, "statfs64"},

    // descriptors
    {"_llseek", lacking, "lseek"},
    {"lseek", lacking, "_llseek"},
    {"dup2", lacking, "dup3"},
    {"fadvise64", lacking, "fadvise64_64 arm_fadvise64_64"},
    {"arm_fadvise64_64", lacking, "fadvise64 fadvise64_64"},
    {"arm_sync_file_range", lacking, "sync_file_range sync_file_range2"},
    {"fadvise64_64", lacking, "fadvise64 arm_fadvise64_64"},
    {"fcntl", lacking, "fcntl64"},
    {"fcntl64", lacking, "fcntl"},
    {"ftruncate", lacking, "ftruncate64"},
    {"ftruncate64", lacking, "ftruncate"},
    {"truncate", lacking, "truncate64"},
    {"truncate64", lacking, "truncate"},
    {"pipe", lacking, "pipe2"},
    {"sendfile", lacking, "sendfile64"},
    {"sendfile64", lacking, "sendfile"},
    {"sync_file_range", lacking, "sync_file_range2 arm_sync_file_range"},
    {"sync_file_range2", lacking, "sync_file_range"},
    {"fadvise64", beside, "fadvise64_64"},
    {"fcntl", beside, "fcntl64"},
    {"ftruncate", beside, "ftruncate64"},
    {"truncate", beside, "truncate64"},
    {"lseek", beside, "_llseek"},
    {"sendfile", beside, "sendfile64"},

    // waiting
    {"epoll_create", lacking, "epoll_create1"},
    {"epoll_wait", lacking, "epoll_pwait"},
    {"eventfd", lacking, "eventfd2"},
    {"inotify_init", lacking, "inotify_init1"},
    {"io_getevents", lacking, "io_pgetevents io_pgetevents_time64"},
    {"pause", lacking, "ppoll ppoll_time64"},
    {"poll", lacking, "ppoll ppoll_time64"},
    {"io_pgetevents", lacking, "io_pgetevents_time64"},
    {"io_pgetevents_time64", lacking, "io_pgetevents"},
    {"ppoll", lacking, "ppoll_time64"},
    {"pselect6", lacking, "pselect6_time64"},
    {"select", lacking, "_newselect pselect6 pselect6_time64"},
    {"_newselect", lacking, "select pselect6 pselect6_time64"},
    {"signalfd", lacking, "signalfd4"},
    {"io_pgetevents", beside, "io_pgetevents_time64"},
    {"ppoll", beside, "ppoll_time64"},
    {"pselect6", beside, "pselect6_time64"},
    {"select", beside, "_newselect pselect6_time64"},

    // sockets: i386 and s390x had socketcall alone up to Linux 4.3
    {"accept", lacking, "accept4"},
    {"recv", lacking, "recvfrom"},
    {"recvmmsg", lacking, "recvmmsg_time64"},
    {"send", lacking, "sendto"},
    {"recvmmsg", beside, "recvmmsg_time64"},

    // System V IPC: i386 and others had ipc alone up to Linux 5.1
    {"semop", lacking, "semtimedop semtimedop_time64"},
    {"semtimedop", lacking, "semtimedop_time64 ipc"},
    {"semtimedop", beside, "semtimedop_time64"},

    // processes and signals
    {"fork", lacking, "clone"},
    {"vfork", lacking, "clone"},
    {"getegid32", lacking, "getegid"},
    {"geteuid32", lacking, "geteuid"},
    {"getgid32", lacking, "getgid"},
    {"getgroups32", lacking, "getgroups"},
    {"getpgrp", lacking, "getpgid"},
    {"getresgid32", lacking, "getresgid"},
    {"getresuid32", lacking, "getresuid"},
    {"getrlimit", lacking, "prlimit64"},
    {"getuid32", lacking, "getuid"},
    {"nice", lacking, "setpriority"},
    {"setfsgid32", lacking, "setfsgid"},
    {"setfsuid32", lacking, "setfsuid"},
    {"setgid32", lacking, "setgid"},
    {"setgroups32", lacking, "setgroups"},
    {"setregid32", lacking, "setregid"},
    {"setresgid32", lacking, "setresgid"},
    {"setresuid32", lacking, "setresuid"},
    {"setreuid32", lacking, "setreuid"},
    {"setrlimit", lacking, "prlimit64"},
    {"setuid32", lacking, "setuid"},
    {"oldolduname", lacking, "uname"},
    {"olduname", lacking, "uname"},
    {"sgetmask", lacking, "rt_sigprocmask"},
    {"ssetmask", lacking, "rt_sigprocmask"},
    {"sigaction", lacking, "rt_sigaction"},
    {"signal", lacking, "rt_sigaction"},
    {"sigpending", lacking, "rt_sigpending"},
    {"sigprocmask", lacking, "rt_sigprocmask"},
    {"sigreturn", lacking, "rt_sigreturn"},
    {"sigsuspend", lacking, "rt_sigsuspend"},
    {"ugetrlimit", lacking, "getrlimit prlimit64"},
    {"wait4", lacking, "waitid"},
    {"waitpid", lacking, "wait4 waitid"},
    {"rt_sigtimedwait", lacking, "rt_sigtimedwait_time64"},
    {"rt_sigtimedwait", beside, "rt_sigtimedwait_time64"},
    {"getegid", beside, "getegid32"},
    {"geteuid", beside, "geteuid32"},
    {"getgid", beside, "getgid32"},
    {"getgroups", beside, "getgroups32"},
    {"getresgid", beside, "getresgid32"},
    {"getresuid", beside, "getresuid32"},
    {"getrlimit", beside, "ugetrlimit"},
    {"getuid", beside, "getuid32"},
    {"rt_sigreturn", beside, "sigreturn"},
    {"chown", beside, "chown32"},
    {"fchown", beside, "fchown32"},
    {"lchown", beside, "lchown32"},
    {"setfsgid", beside, "setfsgid32"},
    {"setfsuid", beside, "setfsuid32"},
    {"setgid", beside, "setgid32"},
    {"setgroups", beside, "setgroups32"},
    {"setregid", beside, "setregid32"},
    {"setresgid", beside, "setresgid32"},
    {"setresuid", beside, "setresuid32"},
    {"setreuid", beside, "setreuid32"},
    {"setuid", beside, "setuid32"},

    // memory
    {"mmap", lacking, "mmap2"},
    {"mmap2", lacking, "mmap"},
    {"mmap", beside, "mmap2"},

    // time
    {"adjtimex", lacking, "clock_adjtime64"},
    {"alarm", lacking, "setitimer"},
    {"clock_adjtime", lacking, "clock_adjtime64"},
    {"clock_adjtime64", lacking, "clock_adjtime"},
    {"clock_getres", lacking, "clock_getres_time64"},
    {"clock_getres_time64", lacking, "clock_getres"},
    {"clock_gettime", lacking, "clock_gettime64"},
    {"clock_gettime64", lacking, "clock_gettime"},
    {"clock_nanosleep", lacking, "clock_nanosleep_time64"},
    {"clock_nanosleep_time64", lacking, "clock_nanosleep"},
    {"clock_settime", lacking, "clock_settime64"},
    {"clock_settime64", lacking, "clock_settime"},
    {"futex", lacking, "futex_time64"},
    {"futex_time64", lacking, "futex"},
    {"gettimeofday", lacking, "clock_gettime64"},
    {"mq_timedreceive", lacking, "mq_timedreceive_time64"},
    {"mq_timedreceive_time64", lacking, "mq_timedreceive"},
    {"mq_timedsend_time64", lacking, "mq_timedsend"},
    {"mq_timedsend", lacking, "mq_timedsend_time64"},
    {"nanosleep", lacking, "clock_nanosleep clock_nanosleep_time64"},
    {"ppoll_time64", lacking, "ppoll"},
    {"pselect6_time64", lacking, "pselect6"},
    {"recvmmsg_time64", lacking, "recvmmsg"},
    {"rt_sigtimedwait_time64", lacking, "rt_sigtimedwait"},
    {"sched_rr_get_interval", lacking, "sched_rr_get_interval_time64"},
    {"sched_rr_get_interval_time64", lacking, "sched_rr_get_interval"},
    {"semtimedop_time64", lacking, "semtimedop ipc"},
    {"settimeofday", lacking, "clock_settime64"},
    {"stime", lacking, "clock_settime clock_settime64"},
    {"time", lacking, "gettimeofday clock_gettime clock_gettime64"},
    {"timer_gettime", lacking, "timer_gettime64"},
    {"timer_settime", lacking, "timer_settime64"},
    {"timerfd_gettime", lacking, "timerfd_gettime64"},
    {"timerfd_settime", lacking, "timerfd_settime64"},
    {"timer_gettime64", lacking, "timer_gettime"},
    {"timer_settime64", lacking, "timer_settime"},
    {"timerfd_gettime64", lacking, "timerfd_gettime"},
    {"timerfd_settime64", lacking, "timerfd_settime"},
    {"utimensat_time64", lacking, "utimensat"},
    {"clock_getres", beside, "clock_getres_time64"},
    {"clock_gettime", beside, "clock_gettime64"},
    {"clock_nanosleep", beside, "clock_nanosleep_time64"},
    {"futex", beside, "futex_time64"},
    {"gettimeofday", beside, "clock_gettime64"},
    {"mq_timedreceive", beside, "mq_timedreceive_time64"},
    {"mq_timedsend", beside, "mq_timedsend_time64"},
    {"nanosleep", beside, "clock_nanosleep_time64"},
    {"sched_rr_get_interval", beside, "sched_rr_get_interval_time64"},
    {"time", beside, "clock_gettime64"},
    {"timer_gettime", beside, "timer_gettime64"},
    {"timer_settime", beside, "timer_settime64"},
    {"timerfd_gettime", beside, "timerfd_gettime64"},
    {"timerfd_settime", beside, "timerfd_settime64"},
    {"utimensat", beside, "utimensat_time64"},
});

/// Calls about one machine's own things, and what most kernels have given up.
constexpr std::string_view peculiar =
    " arch_prctl modify_ldt set_thread_area get_thread_area iopl ioperm vm86 vm86old uselib ustat "
    "sysfs _sysctl afs_syscall break ftime gtty idle lock mpx prof profil putpmsg getpmsg security "
    "stty tuxcall ulimit vserver create_module query_module get_kernel_syms nfsservctl bdflush "
    "lookup_dcookie epoll_ctl_old epoll_wait_old map_shadow_stack uretprobe uprobe "
    "s390_guarded_storage "
    "s390_pci_mmio_read s390_pci_mmio_write s390_runtime_instr s390_sthyi riscv_hwprobe "
    "riscv_flush_icache cacheflush cachectl sysmips set_tls get_tls breakpoint usr26 usr32 "
    "ARM_breakpoint ARM_cacheflush ARM_get_tls ARM_set_tls ARM_usr26 ARM_usr32 socketcall ipc "
    "restart_syscall setup subpage_prot rtas spu_create spu_run swapcontext switch_endian "
    "sys_debug_setcontext timerfd multiplexer pciconfig_read pciconfig_write pciconfig_iobase "
    "memfd_secret kexec_file_load ";

} // namespace

std::span<const Equivalent> equivalents() {
  return table;
}

std::vector<std::string_view> equivalents_on(arch::Abi abi, std::string_view call) {
  const bool has_call = arch::find_call(abi, call) != nullptr;
  const bool is_narrow = arch::find_call(abi, "clock_gettime64") != nullptr;
  if (has_call && !is_narrow) return {};
  std::vector<std::string_view> found;
  for (const Equivalent& row : table) {
    if (row.call != call || (row.instead == lacking) == has_call) continue;
    for (const std::string_view other : arch::words_of(row.others)) {
      if (arch::find_call(abi, other) == nullptr) continue;
      if (std::find(found.begin(), found.end(), other) == found.end()) found.push_back(other);
      if (row.instead == lacking) break;
    }
  }
  return found;
}

bool is_peculiar(std::string_view call) {
  return lists(peculiar, call);
}

} // namespace callgate::lore
