// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_riscv64[] =
  "io_setup\0io_destroy\0io_submit\0io_cancel\0io_getevents\0setxattr\0lsetxattr\0fsetxattr\0"
  "getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0"
  "fremovexattr\0getcwd\0lookup_dcookie\0eventfd2\0epoll_create1\0epoll_ctl\0epoll_pwait\0dup\0"
  "dup3\0fcntl\0inotify_init1\0inotify_add_watch\0inotify_rm_watch\0ioctl\0ioprio_set\0"
  "ioprio_get\0flock\0mknodat\0mkdirat\0unlinkat\0symlinkat\0linkat\0umount2\0mount\0pivot_root\0"
  "nfsservctl\0statfs\0fstatfs\0truncate\0ftruncate\0fallocate\0faccessat\0chdir\0fchdir\0"
  "chroot\0fchmod\0fchmodat\0fchownat\0fchown\0openat\0close\0vhangup\0pipe2\0quotactl\0"
  "getdents64\0lseek\0read\0write\0readv\0writev\0pread64\0pwrite64\0preadv\0pwritev\0sendfile\0"
  "pselect6\0ppoll\0signalfd4\0vmsplice\0splice\0tee\0readlinkat\0newfstatat\0fstat\0sync\0"
  "fsync\0fdatasync\0sync_file_range\0timerfd_create\0timerfd_settime\0timerfd_gettime\0"
  "utimensat\0acct\0capget\0capset\0personality\0exit\0exit_group\0waitid\0set_tid_address\0"
  "unshare\0futex\0set_robust_list\0get_robust_list\0nanosleep\0getitimer\0setitimer\0"
  "kexec_load\0init_module\0delete_module\0timer_create\0timer_gettime\0timer_getoverrun\0"
  "timer_settime\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0"
  "syslog\0ptrace\0sched_setparam\0sched_setscheduler\0sched_getscheduler\0sched_getparam\0"
  "sched_setaffinity\0sched_getaffinity\0sched_yield\0sched_get_priority_max\0"
  "sched_get_priority_min\0sched_rr_get_interval\0restart_syscall\0kill\0tkill\0tgkill\0"
  "sigaltstack\0rt_sigsuspend\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0"
  "rt_sigqueueinfo\0rt_sigreturn\0setpriority\0getpriority\0reboot\0setregid\0setgid\0setreuid\0"
  "setuid\0setresuid\0getresuid\0setresgid\0getresgid\0setfsuid\0setfsgid\0times\0setpgid\0"
  "getpgid\0getsid\0setsid\0getgroups\0setgroups\0uname\0sethostname\0setdomainname\0getrlimit\0"
  "setrlimit\0getrusage\0umask\0prctl\0getcpu\0gettimeofday\0settimeofday\0adjtimex\0getpid\0"
  "getppid\0getuid\0geteuid\0getgid\0getegid\0gettid\0sysinfo\0mq_open\0mq_unlink\0mq_timedsend\0"
  "mq_timedreceive\0mq_notify\0mq_getsetattr\0msgget\0msgctl\0msgrcv\0msgsnd\0semget\0semctl\0"
  "semtimedop\0semop\0shmget\0shmctl\0shmat\0shmdt\0socket\0socketpair\0bind\0listen\0accept\0"
  "connect\0getsockname\0getpeername\0sendto\0recvfrom\0setsockopt\0getsockopt\0shutdown\0"
  "sendmsg\0recvmsg\0readahead\0brk\0munmap\0mremap\0add_key\0request_key\0keyctl\0clone\0"
  "execve\0mmap\0fadvise64\0swapon\0swapoff\0mprotect\0msync\0mlock\0munlock\0mlockall\0"
  "munlockall\0mincore\0madvise\0remap_file_pages\0mbind\0get_mempolicy\0set_mempolicy\0"
  "migrate_pages\0move_pages\0rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0"
  "riscv_hwprobe\0riscv_flush_icache\0wait4\0prlimit64\0fanotify_init\0fanotify_mark\0"
  "name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0sendmmsg\0"
  "process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0"
  "renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0pkey_alloc\0pkey_free\0statx\0"
  "io_pgetevents\0rseq\0kexec_file_load\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0memfd_secret\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0"
  "cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0"
  "listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0"
  "getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_riscv64[] = {
  {0x0, 38}, {0x27, 205}, {0x102, 37}, {0x1a8, 49},
};
inline constexpr uint16_t begins_riscv64[] = {
  0, 9, 20, 30, 40, 53, 62, 72, 82, 91, 101, 111, 121, 132, 143, 155, 168, 181, 188, 203, 212, 226,
  236, 248, 252, 257, 263, 277, 295, 312, 318, 329, 340, 346, 354, 362, 371, 381, 388, 396, 402, 413,
  424, 431, 439, 448, 458, 468, 478, 484, 491, 498, 505, 514, 523, 530, 537, 543, 551, 557, 566, 577,
  583, 588, 594, 600, 607, 615, 624, 631, 639, 648, 657, 663, 673, 682, 689, 693, 704, 715, 721, 726,
  732, 742, 758, 773, 789, 805, 815, 820, 827, 834, 846, 851, 862, 869, 885, 893, 899, 915, 931, 941,
  951, 961, 972, 984, 998, 1011, 1025, 1042, 1056, 1069, 1083, 1097, 1110, 1126, 1133, 1140, 1155,
  1174, 1193, 1208, 1226, 1244, 1256, 1279, 1302, 1324, 1340, 1345, 1351, 1358, 1370, 1384, 1397,
  1412, 1426, 1442, 1458, 1471, 1483, 1495, 1502, 1511, 1518, 1527, 1534, 1544, 1554, 1564, 1574,
  1583, 1592, 1598, 1606, 1614, 1621, 1628, 1638, 1648, 1654, 1666, 1680, 1690, 1700, 1710, 1716,
  1722, 1729, 1742, 1755, 1764, 1771, 1779, 1786, 1794, 1801, 1809, 1816, 1824, 1832, 1842, 1855,
  1871, 1881, 1895, 1902, 1909, 1916, 1923, 1930, 1937, 1948, 1954, 1961, 1968, 1974, 1980, 1987,
  1998, 2003, 2010, 2017, 2025, 2037, 2049, 2056, 2065, 2076, 2087, 2096, 2104, 2112, 2122, 2126,
  2133, 2140, 2148, 2160, 2167, 2173, 2180, 2185, 2195, 2202, 2210, 2219, 2225, 2231, 2239, 2248,
  2259, 2267, 2275, 2292, 2298, 2312, 2326, 2340, 2351, 2369, 2385, 2393, 2402, 2416, 2435, 2441,
  2451, 2465, 2479, 2497, 2515, 2529, 2536, 2542, 2551, 2568, 2586, 2591, 2604, 2618, 2632, 2642,
  2650, 2660, 2673, 2677, 2686, 2698, 2709, 2716, 2732, 2740, 2749, 2763, 2774, 2784, 2790, 2804,
  2809, 2825, 2843, 2858, 2873, 2891, 2901, 2912, 2919, 2928, 2936, 2943, 2954, 2961, 2973, 2981,
  2993, 3004, 3020, 3033, 3047, 3059, 3083, 3101, 3124, 3137, 3154, 3166, 3190, 3200, 3210, 3227,
  3238, 3249, 3263, 3273, 3283, 3301, 3319, 3336, 3342, 3353, 3364, 3376, 3390, 3405, 3418, 3431,
  3438, 3455,
};

} // namespace detail
} // namespace callgate
