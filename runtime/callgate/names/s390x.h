// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_s390x[] =
  "exit\0fork\0read\0write\0open\0close\0restart_syscall\0creat\0link\0unlink\0execve\0chdir\0"
  "mknod\0chmod\0lseek\0getpid\0mount\0umount\0ptrace\0alarm\0pause\0utime\0access\0nice\0sync\0"
  "kill\0rename\0mkdir\0rmdir\0dup\0pipe\0times\0brk\0signal\0acct\0umount2\0ioctl\0fcntl\0"
  "setpgid\0umask\0chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0sigaction\0sigsuspend\0"
  "sigpending\0sethostname\0setrlimit\0getrusage\0gettimeofday\0settimeofday\0symlink\0readlink\0"
  "uselib\0swapon\0reboot\0readdir\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0getpriority\0"
  "setpriority\0statfs\0fstatfs\0socketcall\0syslog\0setitimer\0getitimer\0stat\0lstat\0fstat\0"
  "lookup_dcookie\0vhangup\0idle\0wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0clone\0"
  "setdomainname\0uname\0adjtimex\0mprotect\0sigprocmask\0create_module\0init_module\0"
  "delete_module\0get_kernel_syms\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0personality\0"
  "afs_syscall\0getdents\0select\0flock\0msync\0readv\0writev\0getsid\0fdatasync\0_sysctl\0"
  "mlock\0munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0nanosleep\0mremap\0query_module\0poll\0nfsservctl\0prctl\0"
  "rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0"
  "rt_sigsuspend\0pread64\0pwrite64\0getcwd\0capget\0capset\0sigaltstack\0sendfile\0getpmsg\0"
  "putpmsg\0vfork\0getrlimit\0lchown\0getuid\0getgid\0geteuid\0getegid\0setreuid\0setregid\0"
  "getgroups\0setgroups\0fchown\0setresuid\0getresuid\0setresgid\0getresgid\0chown\0setuid\0"
  "setgid\0setfsuid\0setfsgid\0pivot_root\0mincore\0madvise\0getdents64\0readahead\0setxattr\0"
  "lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0"
  "removexattr\0lremovexattr\0fremovexattr\0gettid\0tkill\0futex\0sched_setaffinity\0"
  "sched_getaffinity\0tgkill\0io_setup\0io_destroy\0io_getevents\0io_submit\0io_cancel\0"
  "exit_group\0epoll_create\0epoll_ctl\0epoll_wait\0set_tid_address\0fadvise64\0timer_create\0"
  "timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0"
  "clock_getres\0clock_nanosleep\0statfs64\0fstatfs64\0remap_file_pages\0mbind\0get_mempolicy\0"
  "set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "kexec_load\0add_key\0request_key\0keyctl\0waitid\0ioprio_set\0ioprio_get\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0newfstatat\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0"
  "faccessat\0pselect6\0ppoll\0unshare\0set_robust_list\0get_robust_list\0splice\0"
  "sync_file_range\0tee\0vmsplice\0move_pages\0getcpu\0epoll_pwait\0utimes\0fallocate\0"
  "utimensat\0signalfd\0timerfd\0eventfd\0timerfd_create\0timerfd_settime\0timerfd_gettime\0"
  "signalfd4\0eventfd2\0inotify_init1\0pipe2\0dup3\0epoll_create1\0preadv\0pwritev\0"
  "rt_tgsigqueueinfo\0perf_event_open\0fanotify_init\0fanotify_mark\0prlimit64\0"
  "name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0process_vm_readv\0"
  "process_vm_writev\0s390_runtime_instr\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0"
  "renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0s390_pci_mmio_write\0s390_pci_mmio_read\0"
  "execveat\0userfaultfd\0membarrier\0recvmmsg\0sendmmsg\0socket\0socketpair\0bind\0connect\0"
  "listen\0accept4\0getsockopt\0setsockopt\0getsockname\0getpeername\0sendto\0sendmsg\0recvfrom\0"
  "recvmsg\0shutdown\0mlock2\0copy_file_range\0preadv2\0pwritev2\0s390_guarded_storage\0statx\0"
  "s390_sthyi\0kexec_file_load\0io_pgetevents\0rseq\0pkey_mprotect\0pkey_alloc\0pkey_free\0"
  "semtimedop\0semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0"
  "pidfd_send_signal\0io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0"
  "fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0"
  "faccessat2\0process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0"
  "landlock_create_ruleset\0landlock_add_rule\0landlock_restrict_self\0memfd_secret\0"
  "process_mrelease\0futex_waitv\0set_mempolicy_home_node\0cachestat\0fchmodat2\0"
  "map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0listmount\0"
  "lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0getxattrat\0"
  "listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_s390x[] = {
  {0x1, 12}, {0xe, 2}, {0x13, 4}, {0x1a, 2}, {0x1d, 2}, {0x21, 2}, {0x24, 8}, {0x2d, 1}, {0x30, 1},
  {0x33, 2}, {0x36, 2}, {0x39, 1}, {0x3c, 8}, {0x48, 4}, {0x4d, 3}, {0x53, 1}, {0x55, 10}, {0x60, 2},
  {0x63, 2}, {0x66, 7}, {0x6e, 3}, {0x72, 9}, {0x7c, 14}, {0x8d, 23}, {0xa7, 3}, {0xac, 10},
  {0xb7, 9}, {0xc6, 23}, {0xde, 1}, {0xe0, 18}, {0xf3, 20}, {0x109, 122}, {0x188, 11}, {0x1a8, 49},
};
inline constexpr uint16_t begins_s390x[] = {
  0, 5, 10, 15, 21, 26, 32, 48, 54, 59, 66, 73, 79, 85, 91, 97, 104, 110, 117, 124, 130, 136, 142,
  149, 154, 159, 164, 171, 177, 183, 187, 192, 198, 202, 209, 214, 222, 228, 234, 242, 248, 255, 261,
  266, 274, 282, 289, 299, 310, 321, 333, 343, 353, 366, 379, 387, 396, 403, 410, 417, 425, 430, 437,
  446, 456, 463, 475, 487, 494, 502, 513, 520, 530, 540, 545, 551, 557, 572, 580, 585, 591, 599, 607,
  611, 617, 627, 633, 647, 653, 662, 671, 683, 697, 709, 723, 739, 748, 756, 763, 771, 777, 789, 801,
  810, 817, 823, 829, 835, 842, 849, 859, 867, 873, 881, 890, 901, 916, 931, 950, 969, 981, 1004,
  1027, 1049, 1059, 1066, 1079, 1084, 1095, 1101, 1114, 1127, 1142, 1156, 1172, 1188, 1202, 1210,
  1219, 1226, 1233, 1240, 1252, 1261, 1269, 1277, 1283, 1293, 1300, 1307, 1314, 1322, 1330, 1339,
  1348, 1358, 1368, 1375, 1385, 1395, 1405, 1415, 1421, 1428, 1435, 1444, 1453, 1464, 1472, 1480,
  1491, 1501, 1510, 1520, 1530, 1539, 1549, 1559, 1569, 1580, 1591, 1603, 1616, 1629, 1636, 1642,
  1648, 1666, 1684, 1691, 1700, 1711, 1724, 1734, 1744, 1755, 1768, 1778, 1789, 1805, 1815, 1828,
  1842, 1856, 1873, 1886, 1900, 1914, 1927, 1943, 1952, 1962, 1979, 1985, 1999, 2013, 2021, 2031,
  2044, 2060, 2070, 2084, 2095, 2103, 2115, 2122, 2129, 2140, 2151, 2164, 2182, 2199, 2213, 2220,
  2228, 2236, 2245, 2255, 2266, 2275, 2284, 2291, 2301, 2312, 2321, 2331, 2340, 2346, 2354, 2370,
  2386, 2393, 2409, 2413, 2422, 2433, 2440, 2452, 2459, 2469, 2479, 2488, 2496, 2504, 2519, 2535,
  2551, 2561, 2570, 2584, 2590, 2595, 2609, 2616, 2624, 2642, 2658, 2672, 2686, 2696, 2714, 2732,
  2746, 2753, 2759, 2776, 2794, 2813, 2818, 2831, 2845, 2859, 2869, 2877, 2887, 2900, 2904, 2924,
  2943, 2952, 2964, 2975, 2984, 2993, 3000, 3011, 3016, 3024, 3031, 3039, 3050, 3061, 3073, 3085,
  3092, 3100, 3109, 3117, 3126, 3133, 3149, 3157, 3166, 3187, 3193, 3204, 3220, 3234, 3239, 3253,
  3264, 3274, 3285, 3292, 3299, 3306, 3313, 3319, 3325, 3332, 3339, 3346, 3353, 3371, 3386, 3401,
  3419, 3429, 3440, 3447, 3456, 3464, 3471, 3482, 3489, 3501, 3509, 3521, 3532, 3548, 3561, 3575,
  3587, 3611, 3629, 3652, 3665, 3682, 3694, 3718, 3728, 3738, 3755, 3766, 3777, 3791, 3801, 3811,
  3829, 3847, 3864, 3870, 3881, 3892, 3904, 3918, 3933, 3946, 3959, 3966, 3983,
};

} // namespace detail
} // namespace callgate
