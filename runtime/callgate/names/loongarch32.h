// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_loongarch32[] =
  "io_setup\0io_destroy\0io_submit\0io_cancel\0setxattr\0lsetxattr\0fsetxattr\0getxattr\0"
  "lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0"
  "fremovexattr\0getcwd\0lookup_dcookie\0eventfd2\0epoll_create1\0epoll_ctl\0epoll_pwait\0dup\0"
  "dup3\0fcntl64\0inotify_init1\0inotify_add_watch\0inotify_rm_watch\0ioctl\0ioprio_set\0"
  "ioprio_get\0flock\0mknodat\0mkdirat\0unlinkat\0symlinkat\0linkat\0umount2\0mount\0pivot_root\0"
  "nfsservctl\0statfs64\0fstatfs64\0truncate64\0ftruncate64\0fallocate\0faccessat\0chdir\0"
  "fchdir\0chroot\0fchmod\0fchmodat\0fchownat\0fchown\0openat\0close\0vhangup\0pipe2\0quotactl\0"
  "getdents64\0llseek\0read\0write\0readv\0writev\0pread64\0pwrite64\0preadv\0pwritev\0"
  "sendfile64\0signalfd4\0vmsplice\0splice\0tee\0readlinkat\0sync\0fsync\0fdatasync\0"
  "sync_file_range\0timerfd_create\0acct\0capget\0capset\0personality\0exit\0exit_group\0waitid\0"
  "set_tid_address\0unshare\0set_robust_list\0get_robust_list\0getitimer\0setitimer\0kexec_load\0"
  "init_module\0delete_module\0timer_create\0timer_getoverrun\0timer_delete\0syslog\0ptrace\0"
  "sched_setparam\0sched_setscheduler\0sched_getscheduler\0sched_getparam\0sched_setaffinity\0"
  "sched_getaffinity\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "restart_syscall\0kill\0tkill\0tgkill\0sigaltstack\0rt_sigsuspend\0rt_sigaction\0"
  "rt_sigprocmask\0rt_sigpending\0rt_sigqueueinfo\0rt_sigreturn\0setpriority\0getpriority\0"
  "reboot\0setregid\0setgid\0setreuid\0setuid\0setresuid\0getresuid\0setresgid\0getresgid\0"
  "setfsuid\0setfsgid\0times\0setpgid\0getpgid\0getsid\0setsid\0getgroups\0setgroups\0uname\0"
  "sethostname\0setdomainname\0getrusage\0umask\0prctl\0getcpu\0getpid\0getppid\0getuid\0"
  "geteuid\0getgid\0getegid\0gettid\0sysinfo\0mq_open\0mq_unlink\0mq_notify\0mq_getsetattr\0"
  "msgget\0msgctl\0msgrcv\0msgsnd\0semget\0semctl\0semop\0shmget\0shmctl\0shmat\0shmdt\0socket\0"
  "socketpair\0bind\0listen\0accept\0connect\0getsockname\0getpeername\0sendto\0recvfrom\0"
  "setsockopt\0getsockopt\0shutdown\0sendmsg\0recvmsg\0readahead\0brk\0munmap\0mremap\0add_key\0"
  "request_key\0keyctl\0clone\0execve\0mmap2\0fadvise64_64\0swapon\0swapoff\0mprotect\0msync\0"
  "mlock\0munlock\0mlockall\0munlockall\0mincore\0madvise\0remap_file_pages\0mbind\0"
  "get_mempolicy\0set_mempolicy\0migrate_pages\0move_pages\0rt_tgsigqueueinfo\0perf_event_open\0"
  "accept4\0prlimit64\0fanotify_init\0fanotify_mark\0name_to_handle_at\0open_by_handle_at\0"
  "syncfs\0setns\0sendmmsg\0process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0"
  "sched_setattr\0sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0"
  "userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0statx\0rseq\0kexec_file_load\0clock_gettime64\0clock_settime64\0"
  "clock_adjtime64\0clock_getres_time64\0clock_nanosleep_time64\0timer_gettime64\0"
  "timer_settime64\0timerfd_gettime64\0timerfd_settime64\0utimensat_time64\0pselect6_time64\0"
  "ppoll_time64\0io_pgetevents_time64\0recvmmsg_time64\0mq_timedsend_time64\0"
  "mq_timedreceive_time64\0semtimedop_time64\0rt_sigtimedwait_time64\0futex_time64\0"
  "sched_rr_get_interval_time64\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0memfd_secret\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0"
  "cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0"
  "listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0"
  "getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_loongarch32[] = {
  {0x0, 4}, {0x5, 33}, {0x27, 33}, {0x4a, 5}, {0x51, 5}, {0x59, 9}, {0x63, 2}, {0x66, 6}, {0x6d, 1},
  {0x6f, 1}, {0x74, 11}, {0x80, 9}, {0x8a, 25}, {0xa5, 4}, {0xac, 10}, {0xb8, 8}, {0xc1, 50},
  {0x105, 5}, {0x10b, 25}, {0x125, 2}, {0x193, 12}, {0x1a0, 57},
};
inline constexpr uint16_t begins_loongarch32[] = {
  0, 9, 20, 30, 40, 49, 59, 69, 78, 88, 98, 108, 119, 130, 142, 155, 168, 175, 190, 199, 213, 223,
  235, 239, 244, 252, 266, 284, 301, 307, 318, 329, 335, 343, 351, 360, 370, 377, 385, 391, 402, 413,
  422, 432, 443, 455, 465, 475, 481, 488, 495, 502, 511, 520, 527, 534, 540, 548, 554, 563, 574, 581,
  586, 592, 598, 605, 613, 622, 629, 637, 648, 658, 667, 674, 678, 689, 694, 700, 710, 726, 741, 746,
  753, 760, 772, 777, 788, 795, 811, 819, 835, 851, 861, 871, 882, 894, 908, 921, 938, 951, 958, 965,
  980, 999, 1018, 1033, 1051, 1069, 1081, 1104, 1127, 1143, 1148, 1154, 1161, 1173, 1187, 1200, 1215,
  1229, 1245, 1258, 1270, 1282, 1289, 1298, 1305, 1314, 1321, 1331, 1341, 1351, 1361, 1370, 1379,
  1385, 1393, 1401, 1408, 1415, 1425, 1435, 1441, 1453, 1467, 1477, 1483, 1489, 1496, 1503, 1511,
  1518, 1526, 1533, 1541, 1548, 1556, 1564, 1574, 1584, 1598, 1605, 1612, 1619, 1626, 1633, 1640,
  1646, 1653, 1660, 1666, 1672, 1679, 1690, 1695, 1702, 1709, 1717, 1729, 1741, 1748, 1757, 1768,
  1779, 1788, 1796, 1804, 1814, 1818, 1825, 1832, 1840, 1852, 1859, 1865, 1872, 1878, 1891, 1898,
  1906, 1915, 1921, 1927, 1935, 1944, 1955, 1963, 1971, 1988, 1994, 2008, 2022, 2036, 2047, 2065,
  2081, 2089, 2099, 2113, 2127, 2145, 2163, 2170, 2176, 2185, 2202, 2220, 2225, 2238, 2252, 2266,
  2276, 2284, 2294, 2307, 2311, 2320, 2332, 2343, 2350, 2366, 2374, 2383, 2397, 2408, 2418, 2424,
  2429, 2445, 2461, 2477, 2493, 2513, 2536, 2552, 2568, 2586, 2604, 2621, 2637, 2650, 2671, 2687,
  2707, 2730, 2748, 2771, 2784, 2813, 2831, 2846, 2861, 2879, 2889, 2900, 2907, 2916, 2924, 2931,
  2942, 2949, 2961, 2969, 2981, 2992, 3008, 3021, 3035, 3047, 3071, 3089, 3112, 3125, 3142, 3154,
  3178, 3188, 3198, 3215, 3226, 3237, 3251, 3261, 3271, 3289, 3307, 3324, 3330, 3341, 3352, 3364,
  3378, 3393, 3406, 3419, 3426, 3443,
};

} // namespace detail
} // namespace callgate
