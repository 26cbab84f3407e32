// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_sh[] =
  "restart_syscall\0exit\0fork\0read\0write\0open\0close\0waitpid\0creat\0link\0unlink\0execve\0"
  "chdir\0time\0mknod\0chmod\0lchown\0oldstat\0lseek\0getpid\0mount\0umount\0setuid\0getuid\0"
  "stime\0ptrace\0alarm\0oldfstat\0pause\0utime\0access\0nice\0sync\0kill\0rename\0mkdir\0rmdir\0"
  "dup\0pipe\0times\0brk\0setgid\0getgid\0signal\0geteuid\0getegid\0acct\0umount2\0ioctl\0fcntl\0"
  "setpgid\0umask\0chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0sigaction\0sgetmask\0ssetmask\0"
  "setreuid\0setregid\0sigsuspend\0sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0"
  "gettimeofday\0settimeofday\0getgroups\0setgroups\0symlink\0oldlstat\0readlink\0uselib\0"
  "swapon\0reboot\0readdir\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0fchown\0getpriority\0"
  "setpriority\0statfs\0fstatfs\0socketcall\0syslog\0setitimer\0getitimer\0stat\0lstat\0fstat\0"
  "olduname\0vhangup\0wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0clone\0setdomainname\0"
  "uname\0cacheflush\0adjtimex\0mprotect\0sigprocmask\0init_module\0delete_module\0quotactl\0"
  "getpgid\0fchdir\0bdflush\0sysfs\0personality\0setfsuid\0setfsgid\0_llseek\0getdents\0"
  "_newselect\0flock\0msync\0readv\0writev\0getsid\0fdatasync\0_sysctl\0mlock\0munlock\0"
  "mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0sched_getscheduler\0"
  "sched_yield\0sched_get_priority_max\0sched_get_priority_min\0sched_rr_get_interval\0"
  "nanosleep\0mremap\0setresuid\0getresuid\0poll\0nfsservctl\0setresgid\0getresgid\0prctl\0"
  "rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0"
  "rt_sigsuspend\0pread64\0pwrite64\0chown\0getcwd\0capget\0capset\0sigaltstack\0sendfile\0"
  "vfork\0ugetrlimit\0mmap2\0truncate64\0ftruncate64\0stat64\0lstat64\0fstat64\0lchown32\0"
  "getuid32\0getgid32\0geteuid32\0getegid32\0setreuid32\0setregid32\0getgroups32\0setgroups32\0"
  "fchown32\0setresuid32\0getresuid32\0setresgid32\0getresgid32\0chown32\0setuid32\0setgid32\0"
  "setfsuid32\0setfsgid32\0pivot_root\0mincore\0madvise\0getdents64\0fcntl64\0gettid\0readahead\0"
  "setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0"
  "flistxattr\0removexattr\0lremovexattr\0fremovexattr\0tkill\0sendfile64\0futex\0"
  "sched_setaffinity\0sched_getaffinity\0io_setup\0io_destroy\0io_getevents\0io_submit\0"
  "io_cancel\0fadvise64\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0"
  "remap_file_pages\0set_tid_address\0timer_create\0timer_settime\0timer_gettime\0"
  "timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0"
  "statfs64\0fstatfs64\0tgkill\0utimes\0fadvise64_64\0mbind\0get_mempolicy\0set_mempolicy\0"
  "mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0kexec_load\0"
  "waitid\0add_key\0request_key\0keyctl\0ioprio_set\0ioprio_get\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0fstatat64\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0"
  "pselect6\0ppoll\0unshare\0set_robust_list\0get_robust_list\0splice\0sync_file_range\0tee\0"
  "vmsplice\0move_pages\0getcpu\0epoll_pwait\0utimensat\0signalfd\0timerfd_create\0eventfd\0"
  "fallocate\0timerfd_settime\0timerfd_gettime\0signalfd4\0eventfd2\0epoll_create1\0dup3\0pipe2\0"
  "inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0perf_event_open\0fanotify_init\0"
  "fanotify_mark\0prlimit64\0socket\0bind\0connect\0listen\0accept\0getsockname\0getpeername\0"
  "socketpair\0send\0sendto\0recv\0recvfrom\0shutdown\0setsockopt\0getsockopt\0sendmsg\0recvmsg\0"
  "recvmmsg\0accept4\0name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0sendmmsg\0"
  "setns\0process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0sched_getattr\0sched_setattr\0"
  "renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0statx\0pkey_mprotect\0pkey_alloc\0pkey_free\0rseq\0"
  "sync_file_range2\0semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0msgget\0msgsnd\0msgrcv\0"
  "msgctl\0clock_gettime64\0clock_settime64\0clock_adjtime64\0clock_getres_time64\0"
  "clock_nanosleep_time64\0timer_gettime64\0timer_settime64\0timerfd_gettime64\0"
  "timerfd_settime64\0utimensat_time64\0pselect6_time64\0ppoll_time64\0io_pgetevents_time64\0"
  "recvmmsg_time64\0mq_timedsend_time64\0mq_timedreceive_time64\0semtimedop_time64\0"
  "rt_sigtimedwait_time64\0futex_time64\0sched_rr_get_interval_time64\0pidfd_send_signal\0"
  "io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0"
  "fsmount\0fspick\0pidfd_open\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0"
  "epoll_pwait2\0mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0cachestat\0"
  "fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0listmount\0"
  "lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0getxattrat\0"
  "listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_sh[] = {
  {0x0, 17}, {0x12, 13}, {0x21, 2}, {0x24, 8}, {0x2d, 8}, {0x36, 2}, {0x39, 1}, {0x3c, 22},
  {0x53, 15}, {0x63, 2}, {0x66, 8}, {0x6f, 1}, {0x72, 13}, {0x80, 2}, {0x83, 6}, {0x8a, 28},
  {0xa8, 20}, {0xbe, 32}, {0xe0, 19}, {0xf5, 6}, {0xfc, 21}, {0x112, 19}, {0x126, 95}, {0x189, 22},
  {0x1a0, 19}, {0x1b4, 11}, {0x1c0, 25},
};
inline constexpr uint16_t begins_sh[] = {
  0, 16, 21, 26, 31, 37, 42, 48, 56, 62, 67, 74, 81, 87, 92, 98, 104, 111, 119, 125, 132, 138, 145,
  152, 159, 165, 172, 178, 187, 193, 199, 206, 211, 216, 221, 228, 234, 240, 244, 249, 255, 259, 266,
  273, 280, 288, 296, 301, 309, 315, 321, 329, 335, 342, 348, 353, 361, 369, 376, 386, 395, 404, 413,
  422, 433, 444, 456, 466, 476, 486, 499, 512, 522, 532, 540, 549, 558, 565, 572, 579, 587, 592, 599,
  608, 618, 625, 632, 644, 656, 663, 671, 682, 689, 699, 709, 714, 720, 726, 735, 743, 749, 757, 765,
  769, 775, 785, 791, 805, 811, 822, 831, 840, 852, 864, 878, 887, 895, 902, 910, 916, 928, 937, 946,
  954, 963, 974, 980, 986, 992, 999, 1006, 1016, 1024, 1030, 1038, 1047, 1058, 1073, 1088, 1107,
  1126, 1138, 1161, 1184, 1206, 1216, 1223, 1233, 1243, 1248, 1259, 1269, 1279, 1285, 1298, 1311,
  1326, 1340, 1356, 1372, 1386, 1394, 1403, 1409, 1416, 1423, 1430, 1442, 1451, 1457, 1468, 1474,
  1485, 1497, 1504, 1512, 1520, 1529, 1538, 1547, 1557, 1567, 1578, 1589, 1601, 1613, 1622, 1634,
  1646, 1658, 1670, 1678, 1687, 1696, 1707, 1718, 1729, 1737, 1745, 1756, 1764, 1771, 1781, 1790,
  1800, 1810, 1819, 1829, 1839, 1849, 1860, 1871, 1883, 1896, 1909, 1915, 1926, 1932, 1950, 1968,
  1977, 1988, 2001, 2011, 2021, 2031, 2042, 2057, 2070, 2080, 2091, 2108, 2124, 2137, 2151, 2165,
  2182, 2195, 2209, 2223, 2236, 2252, 2261, 2271, 2278, 2285, 2298, 2304, 2318, 2332, 2340, 2350,
  2363, 2379, 2389, 2403, 2414, 2421, 2429, 2441, 2448, 2459, 2470, 2483, 2501, 2518, 2532, 2539,
  2547, 2555, 2564, 2574, 2584, 2593, 2602, 2609, 2619, 2630, 2639, 2649, 2658, 2664, 2672, 2688,
  2704, 2711, 2727, 2731, 2740, 2751, 2758, 2770, 2780, 2789, 2804, 2812, 2822, 2838, 2854, 2864,
  2873, 2887, 2892, 2898, 2912, 2919, 2927, 2945, 2961, 2975, 2989, 2999, 3006, 3011, 3019, 3026,
  3033, 3045, 3057, 3068, 3073, 3080, 3085, 3094, 3103, 3114, 3125, 3133, 3141, 3150, 3158, 3176,
  3194, 3208, 3215, 3224, 3230, 3247, 3265, 3270, 3283, 3297, 3311, 3321, 3329, 3339, 3352, 3356,
  3365, 3377, 3388, 3395, 3411, 3419, 3428, 3434, 3448, 3459, 3469, 3474, 3491, 3498, 3505, 3512,
  3519, 3525, 3531, 3538, 3545, 3552, 3559, 3575, 3591, 3607, 3627, 3650, 3666, 3682, 3700, 3718,
  3735, 3751, 3764, 3785, 3801, 3821, 3844, 3862, 3885, 3898, 3927, 3945, 3960, 3975, 3993, 4003,
  4014, 4021, 4030, 4038, 4045, 4056, 4068, 4076, 4088, 4099, 4115, 4128, 4142, 4154, 4178, 4196,
  4219, 4236, 4248, 4272, 4282, 4292, 4309, 4320, 4331, 4345, 4355, 4365, 4383, 4401, 4418, 4424,
  4435, 4446, 4458, 4472, 4487, 4500, 4513, 4520, 4537,
};

} // namespace detail
} // namespace callgate
