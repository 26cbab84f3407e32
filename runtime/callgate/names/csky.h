// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_csky[] =
  "io_setup\0io_destroy\0io_submit\0io_cancel\0io_getevents\0setxattr\0lsetxattr\0fsetxattr\0"
  "getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0"
  "fremovexattr\0getcwd\0lookup_dcookie\0eventfd2\0epoll_create1\0epoll_ctl\0epoll_pwait\0dup\0"
  "dup3\0fcntl64\0inotify_init1\0inotify_add_watch\0inotify_rm_watch\0ioctl\0ioprio_set\0"
  "ioprio_get\0flock\0mknodat\0mkdirat\0unlinkat\0symlinkat\0linkat\0umount2\0mount\0pivot_root\0"
  "nfsservctl\0statfs64\0fstatfs64\0truncate64\0ftruncate64\0fallocate\0faccessat\0chdir\0"
  "fchdir\0chroot\0fchmod\0fchmodat\0fchownat\0fchown\0openat\0close\0vhangup\0pipe2\0quotactl\0"
  "getdents64\0llseek\0read\0write\0readv\0writev\0pread64\0pwrite64\0preadv\0pwritev\0"
  "sendfile64\0pselect6\0ppoll\0signalfd4\0vmsplice\0splice\0tee\0readlinkat\0fstatat64\0"
  "fstat64\0sync\0fsync\0fdatasync\0sync_file_range2\0timerfd_create\0timerfd_settime\0"
  "timerfd_gettime\0utimensat\0acct\0capget\0capset\0personality\0exit\0exit_group\0waitid\0"
  "set_tid_address\0unshare\0futex\0set_robust_list\0get_robust_list\0nanosleep\0getitimer\0"
  "setitimer\0kexec_load\0init_module\0delete_module\0timer_create\0timer_gettime\0"
  "timer_getoverrun\0timer_settime\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0"
  "clock_nanosleep\0syslog\0ptrace\0sched_setparam\0sched_setscheduler\0sched_getscheduler\0"
  "sched_getparam\0sched_setaffinity\0sched_getaffinity\0sched_yield\0sched_get_priority_max\0"
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
  "execve\0mmap2\0fadvise64_64\0swapon\0swapoff\0mprotect\0msync\0mlock\0munlock\0mlockall\0"
  "munlockall\0mincore\0madvise\0remap_file_pages\0mbind\0get_mempolicy\0set_mempolicy\0"
  "migrate_pages\0move_pages\0rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0"
  "set_thread_area\0cacheflush\0wait4\0prlimit64\0fanotify_init\0fanotify_mark\0"
  "name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0sendmmsg\0"
  "process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0"
  "renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0pkey_alloc\0pkey_free\0statx\0"
  "io_pgetevents\0rseq\0kexec_file_load\0clock_gettime64\0clock_settime64\0clock_adjtime64\0"
  "clock_getres_time64\0clock_nanosleep_time64\0timer_gettime64\0timer_settime64\0"
  "timerfd_gettime64\0timerfd_settime64\0utimensat_time64\0pselect6_time64\0ppoll_time64\0"
  "io_pgetevents_time64\0recvmmsg_time64\0mq_timedsend_time64\0mq_timedreceive_time64\0"
  "semtimedop_time64\0rt_sigtimedwait_time64\0futex_time64\0sched_rr_get_interval_time64\0"
  "pidfd_send_signal\0io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0"
  "fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0"
  "faccessat2\0process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0"
  "landlock_create_ruleset\0landlock_add_rule\0landlock_restrict_self\0process_mrelease\0"
  "futex_waitv\0set_mempolicy_home_node\0cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0"
  "futex_wait\0futex_requeue\0statmount\0listmount\0lsm_get_self_attr\0lsm_set_self_attr\0"
  "lsm_list_modules\0mseal\0setxattrat\0getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0"
  "file_getattr\0file_setattr\0listns\0rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_csky[] = {
  {0x0, 38}, {0x27, 207}, {0x104, 35}, {0x193, 12}, {0x1a0, 31}, {0x1c0, 25},
};
inline constexpr uint16_t begins_csky[] = {
  0, 9, 20, 30, 40, 53, 62, 72, 82, 91, 101, 111, 121, 132, 143, 155, 168, 181, 188, 203, 212, 226,
  236, 248, 252, 257, 265, 279, 297, 314, 320, 331, 342, 348, 356, 364, 373, 383, 390, 398, 404, 415,
  426, 435, 445, 456, 468, 478, 488, 494, 501, 508, 515, 524, 533, 540, 547, 553, 561, 567, 576, 587,
  594, 599, 605, 611, 618, 626, 635, 642, 650, 661, 670, 676, 686, 695, 702, 706, 717, 727, 735, 740,
  746, 756, 773, 788, 804, 820, 830, 835, 842, 849, 861, 866, 877, 884, 900, 908, 914, 930, 946, 956,
  966, 976, 987, 999, 1013, 1026, 1040, 1057, 1071, 1084, 1098, 1112, 1125, 1141, 1148, 1155, 1170,
  1189, 1208, 1223, 1241, 1259, 1271, 1294, 1317, 1339, 1355, 1360, 1366, 1373, 1385, 1399, 1412,
  1427, 1441, 1457, 1473, 1486, 1498, 1510, 1517, 1526, 1533, 1542, 1549, 1559, 1569, 1579, 1589,
  1598, 1607, 1613, 1621, 1629, 1636, 1643, 1653, 1663, 1669, 1681, 1695, 1705, 1715, 1725, 1731,
  1737, 1744, 1757, 1770, 1779, 1786, 1794, 1801, 1809, 1816, 1824, 1831, 1839, 1847, 1857, 1870,
  1886, 1896, 1910, 1917, 1924, 1931, 1938, 1945, 1952, 1963, 1969, 1976, 1983, 1989, 1995, 2002,
  2013, 2018, 2025, 2032, 2040, 2052, 2064, 2071, 2080, 2091, 2102, 2111, 2119, 2127, 2137, 2141,
  2148, 2155, 2163, 2175, 2182, 2188, 2195, 2201, 2214, 2221, 2229, 2238, 2244, 2250, 2258, 2267,
  2278, 2286, 2294, 2311, 2317, 2331, 2345, 2359, 2370, 2388, 2404, 2412, 2421, 2437, 2448, 2454,
  2464, 2478, 2492, 2510, 2528, 2542, 2549, 2555, 2564, 2581, 2599, 2604, 2617, 2631, 2645, 2655,
  2663, 2673, 2686, 2690, 2699, 2711, 2722, 2729, 2745, 2753, 2762, 2776, 2787, 2797, 2803, 2817,
  2822, 2838, 2854, 2870, 2886, 2906, 2929, 2945, 2961, 2979, 2997, 3014, 3030, 3043, 3064, 3080,
  3100, 3123, 3141, 3164, 3177, 3206, 3224, 3239, 3254, 3272, 3282, 3293, 3300, 3309, 3317, 3324,
  3335, 3342, 3354, 3362, 3374, 3385, 3401, 3414, 3428, 3440, 3464, 3482, 3505, 3522, 3534, 3558,
  3568, 3578, 3595, 3606, 3617, 3631, 3641, 3651, 3669, 3687, 3704, 3710, 3721, 3732, 3744, 3758,
  3773, 3786, 3799, 3806, 3823,
};

} // namespace detail
} // namespace callgate
