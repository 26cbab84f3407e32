// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_arm[] =
  "restart_syscall\0exit\0fork\0read\0write\0open\0close\0creat\0link\0unlink\0execve\0chdir\0"
  "mknod\0chmod\0lchown\0lseek\0getpid\0mount\0setuid\0getuid\0ptrace\0pause\0access\0nice\0"
  "sync\0kill\0rename\0mkdir\0rmdir\0dup\0pipe\0times\0brk\0setgid\0getgid\0geteuid\0getegid\0"
  "acct\0umount2\0ioctl\0fcntl\0setpgid\0umask\0chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0"
  "sigaction\0setreuid\0setregid\0sigsuspend\0sigpending\0sethostname\0setrlimit\0getrusage\0"
  "gettimeofday\0settimeofday\0getgroups\0setgroups\0symlink\0readlink\0uselib\0swapon\0reboot\0"
  "munmap\0truncate\0ftruncate\0fchmod\0fchown\0getpriority\0setpriority\0statfs\0fstatfs\0"
  "syslog\0setitimer\0getitimer\0stat\0lstat\0fstat\0vhangup\0wait4\0swapoff\0sysinfo\0fsync\0"
  "sigreturn\0clone\0setdomainname\0uname\0adjtimex\0mprotect\0sigprocmask\0init_module\0"
  "delete_module\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0personality\0setfsuid\0setfsgid\0"
  "_llseek\0getdents\0_newselect\0flock\0msync\0readv\0writev\0getsid\0fdatasync\0_sysctl\0"
  "mlock\0munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0nanosleep\0mremap\0setresuid\0getresuid\0poll\0nfsservctl\0setresgid\0"
  "getresgid\0prctl\0rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0"
  "rt_sigqueueinfo\0rt_sigsuspend\0pread64\0pwrite64\0chown\0getcwd\0capget\0capset\0"
  "sigaltstack\0sendfile\0vfork\0ugetrlimit\0mmap2\0truncate64\0ftruncate64\0stat64\0lstat64\0"
  "fstat64\0lchown32\0getuid32\0getgid32\0geteuid32\0getegid32\0setreuid32\0setregid32\0"
  "getgroups32\0setgroups32\0fchown32\0setresuid32\0getresuid32\0setresgid32\0getresgid32\0"
  "chown32\0setuid32\0setgid32\0setfsuid32\0setfsgid32\0getdents64\0pivot_root\0mincore\0"
  "madvise\0fcntl64\0gettid\0readahead\0setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0"
  "fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0fremovexattr\0tkill\0"
  "sendfile64\0futex\0sched_setaffinity\0sched_getaffinity\0io_setup\0io_destroy\0io_getevents\0"
  "io_submit\0io_cancel\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0"
  "remap_file_pages\0set_tid_address\0timer_create\0timer_settime\0timer_gettime\0"
  "timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0"
  "statfs64\0fstatfs64\0tgkill\0utimes\0arm_fadvise64_64\0pciconfig_iobase\0pciconfig_read\0"
  "pciconfig_write\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "waitid\0socket\0bind\0connect\0listen\0accept\0getsockname\0getpeername\0socketpair\0send\0"
  "sendto\0recv\0recvfrom\0shutdown\0setsockopt\0getsockopt\0sendmsg\0recvmsg\0semop\0semget\0"
  "semctl\0msgsnd\0msgrcv\0msgget\0msgctl\0shmat\0shmdt\0shmget\0shmctl\0add_key\0request_key\0"
  "keyctl\0semtimedop\0vserver\0ioprio_set\0ioprio_get\0inotify_init\0inotify_add_watch\0"
  "inotify_rm_watch\0mbind\0get_mempolicy\0set_mempolicy\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0fstatat64\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0"
  "pselect6\0ppoll\0unshare\0set_robust_list\0get_robust_list\0splice\0arm_sync_file_range\0tee\0"
  "vmsplice\0move_pages\0getcpu\0epoll_pwait\0kexec_load\0utimensat\0signalfd\0timerfd_create\0"
  "eventfd\0fallocate\0timerfd_settime\0timerfd_gettime\0signalfd4\0eventfd2\0epoll_create1\0"
  "dup3\0pipe2\0inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0perf_event_open\0recvmmsg\0"
  "accept4\0fanotify_init\0fanotify_mark\0prlimit64\0name_to_handle_at\0open_by_handle_at\0"
  "clock_adjtime\0syncfs\0sendmmsg\0setns\0process_vm_readv\0process_vm_writev\0kcmp\0"
  "finit_module\0sched_setattr\0sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0"
  "execveat\0userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0statx\0rseq\0io_pgetevents\0migrate_pages\0kexec_file_load\0"
  "clock_gettime64\0clock_settime64\0clock_adjtime64\0clock_getres_time64\0"
  "clock_nanosleep_time64\0timer_gettime64\0timer_settime64\0timerfd_gettime64\0"
  "timerfd_settime64\0utimensat_time64\0pselect6_time64\0ppoll_time64\0io_pgetevents_time64\0"
  "recvmmsg_time64\0mq_timedsend_time64\0mq_timedreceive_time64\0semtimedop_time64\0"
  "rt_sigtimedwait_time64\0futex_time64\0sched_rr_get_interval_time64\0pidfd_send_signal\0"
  "io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0"
  "fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0"
  "process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0landlock_create_ruleset\0"
  "landlock_add_rule\0landlock_restrict_self\0process_mrelease\0futex_waitv\0"
  "set_mempolicy_home_node\0cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0"
  "futex_requeue\0statmount\0listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0"
  "mseal\0setxattrat\0getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0"
  "file_setattr\0listns\0rseq_slice_yield\0fchroot\0ARM_breakpoint\0ARM_cacheflush\0ARM_usr26\0"
  "ARM_usr32\0ARM_set_tls\0ARM_get_tls\0";

inline constexpr NumberRun runs_arm[] = {
  {0x0, 7}, {0x8, 5}, {0xe, 3}, {0x13, 3}, {0x17, 2}, {0x1a, 1}, {0x1d, 1}, {0x21, 2}, {0x24, 8},
  {0x2d, 3}, {0x31, 4}, {0x36, 2}, {0x39, 1}, {0x3c, 8}, {0x46, 6}, {0x4d, 5}, {0x53, 1}, {0x55, 4},
  {0x5b, 7}, {0x63, 2}, {0x67, 6}, {0x6f, 1}, {0x72, 3}, {0x76, 5}, {0x7c, 3}, {0x80, 2}, {0x83, 6},
  {0x8a, 28}, {0xa8, 20}, {0xbe, 32}, {0xe0, 30}, {0x100, 146}, {0x193, 12}, {0x1a0, 31},
  {0x1c0, 25}, {0xf0001, 6},
};
inline constexpr uint16_t begins_arm[] = {
  0, 16, 21, 26, 31, 37, 42, 48, 54, 59, 66, 73, 79, 85, 91, 98, 104, 111, 117, 124, 131, 138, 144,
  151, 156, 161, 166, 173, 179, 185, 189, 194, 200, 204, 211, 218, 226, 234, 239, 247, 253, 259, 267,
  273, 280, 286, 291, 299, 307, 314, 324, 333, 342, 353, 364, 376, 386, 396, 409, 422, 432, 442, 450,
  459, 466, 473, 480, 487, 496, 506, 513, 520, 532, 544, 551, 559, 566, 576, 586, 591, 597, 603, 611,
  617, 625, 633, 639, 649, 655, 669, 675, 684, 693, 705, 717, 731, 740, 748, 755, 763, 769, 781, 790,
  799, 807, 816, 827, 833, 839, 845, 852, 859, 869, 877, 883, 891, 900, 911, 926, 941, 960, 979, 991,
  1014, 1037, 1059, 1069, 1076, 1086, 1096, 1101, 1112, 1122, 1132, 1138, 1151, 1164, 1179, 1193,
  1209, 1225, 1239, 1247, 1256, 1262, 1269, 1276, 1283, 1295, 1304, 1310, 1321, 1327, 1338, 1350,
  1357, 1365, 1373, 1382, 1391, 1400, 1410, 1420, 1431, 1442, 1454, 1466, 1475, 1487, 1499, 1511,
  1523, 1531, 1540, 1549, 1560, 1571, 1582, 1593, 1601, 1609, 1617, 1624, 1634, 1643, 1653, 1663,
  1672, 1682, 1692, 1702, 1713, 1724, 1736, 1749, 1762, 1768, 1779, 1785, 1803, 1821, 1830, 1841,
  1854, 1864, 1874, 1885, 1900, 1913, 1923, 1934, 1951, 1967, 1980, 1994, 2008, 2025, 2038, 2052,
  2066, 2079, 2095, 2104, 2114, 2121, 2128, 2145, 2162, 2177, 2193, 2201, 2211, 2224, 2240, 2250,
  2264, 2271, 2278, 2283, 2291, 2298, 2305, 2317, 2329, 2340, 2345, 2352, 2357, 2366, 2375, 2386,
  2397, 2405, 2413, 2419, 2426, 2433, 2440, 2447, 2454, 2461, 2467, 2473, 2480, 2487, 2495, 2507,
  2514, 2525, 2533, 2544, 2555, 2568, 2586, 2603, 2609, 2623, 2637, 2644, 2652, 2660, 2669, 2679,
  2689, 2698, 2707, 2714, 2724, 2735, 2744, 2754, 2763, 2769, 2777, 2793, 2809, 2816, 2836, 2840,
  2849, 2860, 2867, 2879, 2890, 2900, 2909, 2924, 2932, 2942, 2958, 2974, 2984, 2993, 3007, 3012,
  3018, 3032, 3039, 3047, 3065, 3081, 3090, 3098, 3112, 3126, 3136, 3154, 3172, 3186, 3193, 3202,
  3208, 3225, 3243, 3248, 3261, 3275, 3289, 3299, 3307, 3317, 3330, 3334, 3343, 3355, 3366, 3373,
  3389, 3397, 3406, 3420, 3431, 3441, 3447, 3452, 3466, 3480, 3496, 3512, 3528, 3544, 3564, 3587,
  3603, 3619, 3637, 3655, 3672, 3688, 3701, 3722, 3738, 3758, 3781, 3799, 3822, 3835, 3864, 3882,
  3897, 3912, 3930, 3940, 3951, 3958, 3967, 3975, 3982, 3993, 4000, 4012, 4020, 4032, 4043, 4059,
  4072, 4086, 4098, 4122, 4140, 4163, 4180, 4192, 4216, 4226, 4236, 4253, 4264, 4275, 4289, 4299,
  4309, 4327, 4345, 4362, 4368, 4379, 4390, 4402, 4416, 4431, 4444, 4457, 4464, 4481, 4489, 4504,
  4519, 4529, 4539, 4551,
};

} // namespace detail
} // namespace callgate
