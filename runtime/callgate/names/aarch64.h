// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_aarch64[] =
  "io_setup\0io_destroy\0io_submit\0io_cancel\0io_getevents\0setxattr\0lsetxattr\0fsetxattr\0"
  "getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0"
  "fremovexattr\0getcwd\0lookup_dcookie\0eventfd2\0epoll_create1\0epoll_ctl\0epoll_pwait\0dup\0"
  "dup3\0fcntl\0inotify_init1\0inotify_add_watch\0inotify_rm_watch\0ioctl\0ioprio_set\0"
  "ioprio_get\0flock\0mknodat\0mkdirat\0unlinkat\0symlinkat\0linkat\0renameat\0umount2\0mount\0"
  "pivot_root\0nfsservctl\0statfs\0fstatfs\0truncate\0ftruncate\0fallocate\0faccessat\0chdir\0"
  "fchdir\0chroot\0fchmod\0fchmodat\0fchownat\0fchown\0openat\0close\0vhangup\0pipe2\0quotactl\0"
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
  "migrate_pages\0move_pages\0rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0wait4\0"
  "prlimit64\0fanotify_init\0fanotify_mark\0name_to_handle_at\0open_by_handle_at\0clock_adjtime\0"
  "syncfs\0setns\0sendmmsg\0process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0"
  "sched_setattr\0sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0"
  "userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0statx\0io_pgetevents\0rseq\0kexec_file_load\0pidfd_send_signal\0"
  "io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0"
  "fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0"
  "process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0landlock_create_ruleset\0"
  "landlock_add_rule\0landlock_restrict_self\0memfd_secret\0process_mrelease\0futex_waitv\0"
  "set_mempolicy_home_node\0cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0"
  "futex_requeue\0statmount\0listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0"
  "mseal\0setxattrat\0getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0"
  "file_setattr\0listns\0rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_aarch64[] = {
  {0x0, 244}, {0x104, 35}, {0x1a8, 49},
};
inline constexpr uint16_t begins_aarch64[] = {
  0, 9, 20, 30, 40, 53, 62, 72, 82, 91, 101, 111, 121, 132, 143, 155, 168, 181, 188, 203, 212, 226,
  236, 248, 252, 257, 263, 277, 295, 312, 318, 329, 340, 346, 354, 362, 371, 381, 388, 397, 405, 411,
  422, 433, 440, 448, 457, 467, 477, 487, 493, 500, 507, 514, 523, 532, 539, 546, 552, 560, 566, 575,
  586, 592, 597, 603, 609, 616, 624, 633, 640, 648, 657, 666, 672, 682, 691, 698, 702, 713, 724, 730,
  735, 741, 751, 767, 782, 798, 814, 824, 829, 836, 843, 855, 860, 871, 878, 894, 902, 908, 924, 940,
  950, 960, 970, 981, 993, 1007, 1020, 1034, 1051, 1065, 1078, 1092, 1106, 1119, 1135, 1142, 1149,
  1164, 1183, 1202, 1217, 1235, 1253, 1265, 1288, 1311, 1333, 1349, 1354, 1360, 1367, 1379, 1393,
  1406, 1421, 1435, 1451, 1467, 1480, 1492, 1504, 1511, 1520, 1527, 1536, 1543, 1553, 1563, 1573,
  1583, 1592, 1601, 1607, 1615, 1623, 1630, 1637, 1647, 1657, 1663, 1675, 1689, 1699, 1709, 1719,
  1725, 1731, 1738, 1751, 1764, 1773, 1780, 1788, 1795, 1803, 1810, 1818, 1825, 1833, 1841, 1851,
  1864, 1880, 1890, 1904, 1911, 1918, 1925, 1932, 1939, 1946, 1957, 1963, 1970, 1977, 1983, 1989,
  1996, 2007, 2012, 2019, 2026, 2034, 2046, 2058, 2065, 2074, 2085, 2096, 2105, 2113, 2121, 2131,
  2135, 2142, 2149, 2157, 2169, 2176, 2182, 2189, 2194, 2204, 2211, 2219, 2228, 2234, 2240, 2248,
  2257, 2268, 2276, 2284, 2301, 2307, 2321, 2335, 2349, 2360, 2378, 2394, 2402, 2411, 2417, 2427,
  2441, 2455, 2473, 2491, 2505, 2512, 2518, 2527, 2544, 2562, 2567, 2580, 2594, 2608, 2618, 2626,
  2636, 2649, 2653, 2662, 2674, 2685, 2692, 2708, 2716, 2725, 2739, 2750, 2760, 2766, 2780, 2785,
  2801, 2819, 2834, 2849, 2867, 2877, 2888, 2895, 2904, 2912, 2919, 2930, 2937, 2949, 2957, 2969,
  2980, 2996, 3009, 3023, 3035, 3059, 3077, 3100, 3113, 3130, 3142, 3166, 3176, 3186, 3203, 3214,
  3225, 3239, 3249, 3259, 3277, 3295, 3312, 3318, 3329, 3340, 3352, 3366, 3381, 3394, 3407, 3414,
  3431,
};

} // namespace detail
} // namespace callgate
