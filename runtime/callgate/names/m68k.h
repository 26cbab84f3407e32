// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_m68k[] =
  "restart_syscall\0exit\0fork\0read\0write\0open\0close\0waitpid\0creat\0link\0unlink\0execve\0"
  "chdir\0time\0mknod\0chmod\0chown\0oldstat\0lseek\0getpid\0mount\0umount\0setuid\0getuid\0"
  "stime\0ptrace\0alarm\0oldfstat\0pause\0utime\0access\0nice\0sync\0kill\0rename\0mkdir\0rmdir\0"
  "dup\0pipe\0times\0brk\0setgid\0getgid\0signal\0geteuid\0getegid\0acct\0umount2\0ioctl\0fcntl\0"
  "setpgid\0umask\0chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0sigaction\0sgetmask\0ssetmask\0"
  "setreuid\0setregid\0sigsuspend\0sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0"
  "gettimeofday\0settimeofday\0getgroups\0setgroups\0select\0symlink\0oldlstat\0readlink\0"
  "uselib\0swapon\0reboot\0readdir\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0fchown\0"
  "getpriority\0setpriority\0statfs\0fstatfs\0socketcall\0syslog\0setitimer\0getitimer\0stat\0"
  "lstat\0fstat\0vhangup\0wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0clone\0setdomainname\0"
  "uname\0cacheflush\0adjtimex\0mprotect\0sigprocmask\0create_module\0init_module\0"
  "delete_module\0get_kernel_syms\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0personality\0"
  "setfsuid\0setfsgid\0_llseek\0getdents\0_newselect\0flock\0msync\0readv\0writev\0getsid\0"
  "fdatasync\0_sysctl\0mlock\0munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0"
  "sched_setscheduler\0sched_getscheduler\0sched_yield\0sched_get_priority_max\0"
  "sched_get_priority_min\0sched_rr_get_interval\0nanosleep\0mremap\0setresuid\0getresuid\0"
  "getpagesize\0query_module\0poll\0nfsservctl\0setresgid\0getresgid\0prctl\0rt_sigreturn\0"
  "rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0rt_sigsuspend\0"
  "pread64\0pwrite64\0lchown\0getcwd\0capget\0capset\0sigaltstack\0sendfile\0getpmsg\0putpmsg\0"
  "vfork\0ugetrlimit\0mmap2\0truncate64\0ftruncate64\0stat64\0lstat64\0fstat64\0chown32\0"
  "getuid32\0getgid32\0geteuid32\0getegid32\0setreuid32\0setregid32\0getgroups32\0setgroups32\0"
  "fchown32\0setresuid32\0getresuid32\0setresgid32\0getresgid32\0lchown32\0setuid32\0setgid32\0"
  "setfsuid32\0setfsgid32\0pivot_root\0getdents64\0gettid\0tkill\0setxattr\0lsetxattr\0"
  "fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0"
  "lremovexattr\0fremovexattr\0futex\0sendfile64\0mincore\0madvise\0fcntl64\0readahead\0"
  "io_setup\0io_destroy\0io_getevents\0io_submit\0io_cancel\0fadvise64\0exit_group\0"
  "lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0remap_file_pages\0set_tid_address\0"
  "timer_create\0timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0"
  "clock_gettime\0clock_getres\0clock_nanosleep\0statfs64\0fstatfs64\0tgkill\0utimes\0"
  "fadvise64_64\0mbind\0get_mempolicy\0set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0"
  "mq_timedreceive\0mq_notify\0mq_getsetattr\0waitid\0add_key\0request_key\0keyctl\0ioprio_set\0"
  "ioprio_get\0inotify_init\0inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0"
  "mkdirat\0mknodat\0fchownat\0futimesat\0fstatat64\0unlinkat\0renameat\0linkat\0symlinkat\0"
  "readlinkat\0fchmodat\0faccessat\0pselect6\0ppoll\0unshare\0set_robust_list\0get_robust_list\0"
  "splice\0sync_file_range\0tee\0vmsplice\0move_pages\0sched_setaffinity\0sched_getaffinity\0"
  "kexec_load\0getcpu\0epoll_pwait\0utimensat\0signalfd\0timerfd_create\0eventfd\0fallocate\0"
  "timerfd_settime\0timerfd_gettime\0signalfd4\0eventfd2\0epoll_create1\0dup3\0pipe2\0"
  "inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0perf_event_open\0get_thread_area\0"
  "set_thread_area\0atomic_cmpxchg_32\0atomic_barrier\0fanotify_init\0fanotify_mark\0prlimit64\0"
  "name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0process_vm_readv\0"
  "process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0renameat2\0getrandom\0"
  "memfd_create\0bpf\0execveat\0socket\0socketpair\0bind\0connect\0listen\0accept4\0getsockopt\0"
  "setsockopt\0getsockname\0getpeername\0sendto\0sendmsg\0recvfrom\0recvmsg\0shutdown\0recvmmsg\0"
  "sendmmsg\0userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0statx\0"
  "seccomp\0pkey_mprotect\0pkey_alloc\0pkey_free\0rseq\0semget\0semctl\0shmget\0shmctl\0shmat\0"
  "shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0clock_gettime64\0clock_settime64\0clock_adjtime64\0"
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

inline constexpr NumberRun runs_m68k[] = {
  {0x0, 17}, {0x12, 13}, {0x21, 2}, {0x24, 8}, {0x2d, 8}, {0x36, 2}, {0x39, 1}, {0x3c, 38},
  {0x63, 2}, {0x66, 7}, {0x6f, 1}, {0x72, 23}, {0x8a, 80}, {0xdc, 58}, {0x117, 106}, {0x189, 22},
  {0x1a0, 31}, {0x1c0, 25},
};
inline constexpr uint16_t begins_m68k[] = {
  0, 16, 21, 26, 31, 37, 42, 48, 56, 62, 67, 74, 81, 87, 92, 98, 104, 110, 118, 124, 131, 137, 144,
  151, 158, 164, 171, 177, 186, 192, 198, 205, 210, 215, 220, 227, 233, 239, 243, 248, 254, 258, 265,
  272, 279, 287, 295, 300, 308, 314, 320, 328, 334, 341, 347, 352, 360, 368, 375, 385, 394, 403, 412,
  421, 432, 443, 455, 465, 475, 485, 498, 511, 521, 531, 538, 546, 555, 564, 571, 578, 585, 593, 598,
  605, 614, 624, 631, 638, 650, 662, 669, 677, 688, 695, 705, 715, 720, 726, 732, 740, 746, 754, 762,
  766, 772, 782, 788, 802, 808, 819, 828, 837, 849, 863, 875, 889, 905, 914, 922, 929, 937, 943, 955,
  964, 973, 981, 990, 1001, 1007, 1013, 1019, 1026, 1033, 1043, 1051, 1057, 1065, 1074, 1085, 1100,
  1115, 1134, 1153, 1165, 1188, 1211, 1233, 1243, 1250, 1260, 1270, 1282, 1295, 1300, 1311, 1321,
  1331, 1337, 1350, 1363, 1378, 1392, 1408, 1424, 1438, 1446, 1455, 1462, 1469, 1476, 1483, 1495,
  1504, 1512, 1520, 1526, 1537, 1543, 1554, 1566, 1573, 1581, 1589, 1597, 1606, 1615, 1625, 1635,
  1646, 1657, 1669, 1681, 1690, 1702, 1714, 1726, 1738, 1747, 1756, 1765, 1776, 1787, 1798, 1809,
  1816, 1822, 1831, 1841, 1851, 1860, 1870, 1880, 1890, 1901, 1912, 1924, 1937, 1950, 1956, 1967,
  1975, 1983, 1991, 2001, 2010, 2021, 2034, 2044, 2054, 2064, 2075, 2090, 2103, 2113, 2124, 2141,
  2157, 2170, 2184, 2198, 2215, 2228, 2242, 2256, 2269, 2285, 2294, 2304, 2311, 2318, 2331, 2337,
  2351, 2365, 2373, 2383, 2396, 2412, 2422, 2436, 2443, 2451, 2463, 2470, 2481, 2492, 2505, 2523,
  2540, 2554, 2561, 2569, 2577, 2586, 2596, 2606, 2615, 2624, 2631, 2641, 2652, 2661, 2671, 2680,
  2686, 2694, 2710, 2726, 2733, 2749, 2753, 2762, 2773, 2791, 2809, 2820, 2827, 2839, 2849, 2858,
  2873, 2881, 2891, 2907, 2923, 2933, 2942, 2956, 2961, 2967, 2981, 2988, 2996, 3014, 3030, 3046,
  3062, 3080, 3095, 3109, 3123, 3133, 3151, 3169, 3183, 3190, 3196, 3213, 3231, 3236, 3249, 3263,
  3277, 3287, 3297, 3310, 3314, 3323, 3330, 3341, 3346, 3354, 3361, 3369, 3380, 3391, 3403, 3415,
  3422, 3430, 3439, 3447, 3456, 3465, 3474, 3486, 3497, 3504, 3520, 3528, 3537, 3543, 3551, 3565,
  3576, 3586, 3591, 3598, 3605, 3612, 3619, 3625, 3631, 3638, 3645, 3652, 3659, 3675, 3691, 3707,
  3727, 3750, 3766, 3782, 3800, 3818, 3835, 3851, 3864, 3885, 3901, 3921, 3944, 3962, 3985, 3998,
  4027, 4045, 4060, 4075, 4093, 4103, 4114, 4121, 4130, 4138, 4145, 4156, 4163, 4175, 4183, 4195,
  4206, 4222, 4235, 4249, 4261, 4285, 4303, 4326, 4343, 4355, 4379, 4389, 4399, 4416, 4427, 4438,
  4452, 4462, 4472, 4490, 4508, 4525, 4531, 4542, 4553, 4565, 4579, 4594, 4607, 4620, 4627, 4644,
};

} // namespace detail
} // namespace callgate
