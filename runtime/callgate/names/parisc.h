// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_parisc[] =
  "restart_syscall\0exit\0fork\0read\0write\0open\0close\0waitpid\0creat\0link\0unlink\0execve\0"
  "chdir\0time\0mknod\0chmod\0lchown\0socket\0stat\0lseek\0getpid\0mount\0bind\0setuid\0getuid\0"
  "stime\0ptrace\0alarm\0fstat\0pause\0utime\0connect\0listen\0access\0nice\0accept\0sync\0kill\0"
  "rename\0mkdir\0rmdir\0dup\0pipe\0times\0getsockname\0brk\0setgid\0getgid\0signal\0geteuid\0"
  "getegid\0acct\0umount2\0getpeername\0ioctl\0fcntl\0socketpair\0setpgid\0send\0uname\0umask\0"
  "chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0pivot_root\0sgetmask\0ssetmask\0setreuid\0"
  "setregid\0mincore\0sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0gettimeofday\0"
  "settimeofday\0getgroups\0setgroups\0sendto\0symlink\0lstat\0readlink\0uselib\0swapon\0reboot\0"
  "mmap2\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0fchown\0getpriority\0setpriority\0recv\0"
  "statfs\0fstatfs\0stat64\0syslog\0setitimer\0getitimer\0capget\0capset\0pread64\0pwrite64\0"
  "getcwd\0vhangup\0fstat64\0vfork\0wait4\0swapoff\0sysinfo\0shutdown\0fsync\0madvise\0clone\0"
  "setdomainname\0sendfile\0recvfrom\0adjtimex\0mprotect\0sigprocmask\0init_module\0"
  "delete_module\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0personality\0setfsuid\0setfsgid\0"
  "_llseek\0getdents\0_newselect\0flock\0msync\0readv\0writev\0getsid\0fdatasync\0_sysctl\0"
  "mlock\0munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0nanosleep\0mremap\0setresuid\0getresuid\0sigaltstack\0poll\0setresgid\0"
  "getresgid\0prctl\0rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0"
  "rt_sigqueueinfo\0rt_sigsuspend\0chown\0setsockopt\0getsockopt\0sendmsg\0recvmsg\0semop\0"
  "semget\0semctl\0msgsnd\0msgrcv\0msgget\0msgctl\0shmat\0shmdt\0shmget\0shmctl\0lstat64\0"
  "truncate64\0ftruncate64\0getdents64\0fcntl64\0gettid\0readahead\0tkill\0sendfile64\0futex\0"
  "sched_setaffinity\0sched_getaffinity\0io_setup\0io_destroy\0io_getevents\0io_submit\0"
  "io_cancel\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0remap_file_pages\0"
  "semtimedop\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "waitid\0fadvise64_64\0set_tid_address\0setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0"
  "fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0fremovexattr\0"
  "timer_create\0timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0"
  "clock_gettime\0clock_getres\0clock_nanosleep\0tgkill\0mbind\0get_mempolicy\0set_mempolicy\0"
  "add_key\0request_key\0keyctl\0ioprio_set\0ioprio_get\0inotify_init\0inotify_add_watch\0"
  "inotify_rm_watch\0migrate_pages\0pselect6\0ppoll\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0fstatat64\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0"
  "unshare\0set_robust_list\0get_robust_list\0splice\0sync_file_range\0tee\0vmsplice\0"
  "move_pages\0getcpu\0epoll_pwait\0statfs64\0fstatfs64\0kexec_load\0utimensat\0signalfd\0"
  "eventfd\0fallocate\0timerfd_create\0timerfd_settime\0timerfd_gettime\0signalfd4\0eventfd2\0"
  "epoll_create1\0dup3\0pipe2\0inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0"
  "perf_event_open\0recvmmsg\0accept4\0prlimit64\0fanotify_init\0fanotify_mark\0clock_adjtime\0"
  "name_to_handle_at\0open_by_handle_at\0syncfs\0setns\0sendmmsg\0process_vm_readv\0"
  "process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0utimes\0renameat2\0"
  "seccomp\0getrandom\0memfd_create\0bpf\0execveat\0membarrier\0userfaultfd\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0statx\0io_pgetevents\0pkey_mprotect\0pkey_alloc\0"
  "pkey_free\0rseq\0kexec_file_load\0cacheflush\0clock_gettime64\0clock_settime64\0"
  "clock_adjtime64\0clock_getres_time64\0clock_nanosleep_time64\0timer_gettime64\0"
  "timer_settime64\0timerfd_gettime64\0timerfd_settime64\0utimensat_time64\0pselect6_time64\0"
  "ppoll_time64\0io_pgetevents_time64\0recvmmsg_time64\0mq_timedsend_time64\0"
  "mq_timedreceive_time64\0semtimedop_time64\0rt_sigtimedwait_time64\0futex_time64\0"
  "sched_rr_get_interval_time64\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0cachestat\0"
  "fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0listmount\0"
  "lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0getxattrat\0"
  "listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_parisc[] = {
  {0x0, 102}, {0x67, 24}, {0x80, 2}, {0x83, 6}, {0x8a, 29}, {0xa8, 1}, {0xaa, 26}, {0xc6, 5},
  {0xce, 7}, {0xd7, 5}, {0xde, 41}, {0x108, 39}, {0x130, 53}, {0x193, 12}, {0x1a0, 31}, {0x1c0, 25},
};
inline constexpr uint16_t begins_parisc[] = {
  0, 16, 21, 26, 31, 37, 42, 48, 56, 62, 67, 74, 81, 87, 92, 98, 104, 111, 118, 123, 129, 136, 142,
  147, 154, 161, 167, 174, 180, 186, 192, 198, 206, 213, 220, 225, 232, 237, 242, 249, 255, 261, 265,
  270, 276, 288, 292, 299, 306, 313, 321, 329, 334, 342, 354, 360, 366, 377, 385, 390, 396, 402, 409,
  415, 420, 428, 436, 443, 454, 463, 472, 481, 490, 498, 509, 521, 531, 541, 551, 564, 577, 587, 597,
  604, 612, 618, 627, 634, 641, 648, 654, 659, 666, 675, 685, 692, 699, 711, 723, 728, 735, 743, 750,
  757, 767, 777, 784, 791, 799, 808, 815, 823, 831, 837, 843, 851, 859, 868, 874, 882, 888, 902, 911,
  920, 929, 938, 950, 962, 976, 985, 993, 1000, 1008, 1014, 1026, 1035, 1044, 1052, 1061, 1072, 1078,
  1084, 1090, 1097, 1104, 1114, 1122, 1128, 1136, 1145, 1156, 1171, 1186, 1205, 1224, 1236, 1259,
  1282, 1304, 1314, 1321, 1331, 1341, 1353, 1358, 1368, 1378, 1384, 1397, 1410, 1425, 1439, 1455,
  1471, 1485, 1491, 1502, 1513, 1521, 1529, 1535, 1542, 1549, 1556, 1563, 1570, 1577, 1583, 1589,
  1596, 1603, 1611, 1622, 1634, 1645, 1653, 1660, 1670, 1676, 1687, 1693, 1711, 1729, 1738, 1749,
  1762, 1772, 1782, 1793, 1808, 1821, 1831, 1842, 1859, 1870, 1878, 1888, 1901, 1917, 1927, 1941,
  1948, 1961, 1977, 1986, 1996, 2006, 2015, 2025, 2035, 2045, 2056, 2067, 2079, 2092, 2105, 2118,
  2132, 2146, 2163, 2176, 2190, 2204, 2217, 2233, 2240, 2246, 2260, 2274, 2282, 2294, 2301, 2312,
  2323, 2336, 2354, 2371, 2385, 2394, 2400, 2407, 2415, 2423, 2432, 2442, 2452, 2461, 2470, 2477,
  2487, 2498, 2507, 2517, 2525, 2541, 2557, 2564, 2580, 2584, 2593, 2604, 2611, 2623, 2632, 2642,
  2653, 2663, 2672, 2680, 2690, 2705, 2721, 2737, 2747, 2756, 2770, 2775, 2781, 2795, 2802, 2810,
  2828, 2844, 2853, 2861, 2871, 2885, 2899, 2913, 2931, 2949, 2956, 2962, 2971, 2988, 3006, 3011,
  3024, 3038, 3052, 3059, 3069, 3077, 3087, 3100, 3104, 3113, 3124, 3136, 3143, 3159, 3167, 3176,
  3182, 3196, 3210, 3221, 3231, 3236, 3252, 3263, 3279, 3295, 3311, 3331, 3354, 3370, 3386, 3404,
  3422, 3439, 3455, 3468, 3489, 3505, 3525, 3548, 3566, 3589, 3602, 3631, 3649, 3664, 3679, 3697,
  3707, 3718, 3725, 3734, 3742, 3749, 3760, 3767, 3779, 3787, 3799, 3810, 3826, 3839, 3853, 3865,
  3889, 3907, 3930, 3947, 3959, 3983, 3993, 4003, 4020, 4031, 4042, 4056, 4066, 4076, 4094, 4112,
  4129, 4135, 4146, 4157, 4169, 4183, 4198, 4211, 4224, 4231, 4248,
};

} // namespace detail
} // namespace callgate
