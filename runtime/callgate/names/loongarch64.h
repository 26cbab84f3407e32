// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_loongarch64[] =
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
  "getpgid\0getsid\0setsid\0getgroups\0setgroups\0uname\0sethostname\0setdomainname\0getrusage\0"
  "umask\0prctl\0getcpu\0gettimeofday\0settimeofday\0adjtimex\0getpid\0getppid\0getuid\0geteuid\0"
  "getgid\0getegid\0gettid\0sysinfo\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0"
  "mq_notify\0mq_getsetattr\0msgget\0msgctl\0msgrcv\0msgsnd\0semget\0semctl\0semtimedop\0semop\0"
  "shmget\0shmctl\0shmat\0shmdt\0socket\0socketpair\0bind\0listen\0accept\0connect\0getsockname\0"
  "getpeername\0sendto\0recvfrom\0setsockopt\0getsockopt\0shutdown\0sendmsg\0recvmsg\0readahead\0"
  "brk\0munmap\0mremap\0add_key\0request_key\0keyctl\0clone\0execve\0mmap\0fadvise64\0swapon\0"
  "swapoff\0mprotect\0msync\0mlock\0munlock\0mlockall\0munlockall\0mincore\0madvise\0"
  "remap_file_pages\0mbind\0get_mempolicy\0set_mempolicy\0migrate_pages\0move_pages\0"
  "rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0wait4\0prlimit64\0fanotify_init\0"
  "fanotify_mark\0name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0sendmmsg\0"
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

inline constexpr NumberRun runs_loongarch64[] = {
  {0x0, 38}, {0x27, 124}, {0xa5, 79}, {0x104, 35}, {0x1a8, 49},
};
inline constexpr uint16_t begins_loongarch64[] = {
  0, 9, 20, 30, 40, 53, 62, 72, 82, 91, 101, 111, 121, 132, 143, 155, 168, 181, 188, 203, 212, 226,
  236, 248, 252, 257, 263, 277, 295, 312, 318, 329, 340, 346, 354, 362, 371, 381, 388, 396, 402, 413,
  424, 431, 439, 448, 458, 468, 478, 484, 491, 498, 505, 514, 523, 530, 537, 543, 551, 557, 566, 577,
  583, 588, 594, 600, 607, 615, 624, 631, 639, 648, 657, 663, 673, 682, 689, 693, 704, 715, 721, 726,
  732, 742, 758, 773, 789, 805, 815, 820, 827, 834, 846, 851, 862, 869, 885, 893, 899, 915, 931, 941,
  951, 961, 972, 984, 998, 1011, 1025, 1042, 1056, 1069, 1083, 1097, 1110, 1126, 1133, 1140, 1155,
  1174, 1193, 1208, 1226, 1244, 1256, 1279, 1302, 1324, 1340, 1345, 1351, 1358, 1370, 1384, 1397,
  1412, 1426, 1442, 1458, 1471, 1483, 1495, 1502, 1511, 1518, 1527, 1534, 1544, 1554, 1564, 1574,
  1583, 1592, 1598, 1606, 1614, 1621, 1628, 1638, 1648, 1654, 1666, 1680, 1690, 1696, 1702, 1709,
  1722, 1735, 1744, 1751, 1759, 1766, 1774, 1781, 1789, 1796, 1804, 1812, 1822, 1835, 1851, 1861,
  1875, 1882, 1889, 1896, 1903, 1910, 1917, 1928, 1934, 1941, 1948, 1954, 1960, 1967, 1978, 1983,
  1990, 1997, 2005, 2017, 2029, 2036, 2045, 2056, 2067, 2076, 2084, 2092, 2102, 2106, 2113, 2120,
  2128, 2140, 2147, 2153, 2160, 2165, 2175, 2182, 2190, 2199, 2205, 2211, 2219, 2228, 2239, 2247,
  2255, 2272, 2278, 2292, 2306, 2320, 2331, 2349, 2365, 2373, 2382, 2388, 2398, 2412, 2426, 2444,
  2462, 2476, 2483, 2489, 2498, 2515, 2533, 2538, 2551, 2565, 2579, 2589, 2597, 2607, 2620, 2624,
  2633, 2645, 2656, 2663, 2679, 2687, 2696, 2710, 2721, 2731, 2737, 2751, 2756, 2772, 2790, 2805,
  2820, 2838, 2848, 2859, 2866, 2875, 2883, 2890, 2901, 2908, 2920, 2928, 2940, 2951, 2967, 2980,
  2994, 3006, 3030, 3048, 3071, 3084, 3101, 3113, 3137, 3147, 3157, 3174, 3185, 3196, 3210, 3220,
  3230, 3248, 3266, 3283, 3289, 3300, 3311, 3323, 3337, 3352, 3365, 3378, 3385, 3402,
};

} // namespace detail
} // namespace callgate
