// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_xtensa[] =
  "spill\0xtensa\0available4\0available5\0available6\0available7\0available8\0available9\0open\0"
  "close\0dup\0dup2\0read\0write\0select\0lseek\0poll\0_llseek\0epoll_wait\0epoll_ctl\0"
  "epoll_create\0creat\0truncate\0ftruncate\0readv\0writev\0fsync\0fdatasync\0truncate64\0"
  "ftruncate64\0pread64\0pwrite64\0link\0rename\0symlink\0readlink\0mknod\0pipe\0unlink\0rmdir\0"
  "mkdir\0chdir\0fchdir\0getcwd\0chmod\0chown\0stat\0stat64\0lchown\0lstat\0lstat64\0"
  "available51\0fchmod\0fchown\0fstat\0fstat64\0flock\0access\0umask\0getdents\0getdents64\0"
  "fcntl64\0fallocate\0fadvise64_64\0utime\0utimes\0ioctl\0fcntl\0setxattr\0getxattr\0listxattr\0"
  "removexattr\0lsetxattr\0lgetxattr\0llistxattr\0lremovexattr\0fsetxattr\0fgetxattr\0"
  "flistxattr\0fremovexattr\0mmap2\0munmap\0mprotect\0brk\0mlock\0munlock\0mlockall\0munlockall\0"
  "mremap\0msync\0mincore\0madvise\0shmget\0shmat\0shmctl\0shmdt\0socket\0setsockopt\0"
  "getsockopt\0shutdown\0bind\0connect\0listen\0accept\0getsockname\0getpeername\0sendmsg\0"
  "recvmsg\0send\0recv\0sendto\0recvfrom\0socketpair\0sendfile\0sendfile64\0sendmmsg\0clone\0"
  "execve\0exit\0exit_group\0getpid\0wait4\0waitid\0kill\0tkill\0tgkill\0set_tid_address\0"
  "gettid\0setsid\0getsid\0prctl\0personality\0getpriority\0setpriority\0setitimer\0getitimer\0"
  "setuid\0getuid\0setgid\0getgid\0geteuid\0getegid\0setreuid\0setregid\0setresuid\0getresuid\0"
  "setresgid\0getresgid\0setpgid\0getpgid\0getppid\0getpgrp\0reserved152\0reserved153\0times\0"
  "acct\0sched_setaffinity\0sched_getaffinity\0capget\0capset\0ptrace\0semtimedop\0semget\0"
  "semop\0semctl\0available165\0msgget\0msgsnd\0msgrcv\0msgctl\0available170\0umount2\0mount\0"
  "swapon\0chroot\0pivot_root\0umount\0swapoff\0sync\0syncfs\0setfsuid\0setfsgid\0sysfs\0ustat\0"
  "statfs\0fstatfs\0statfs64\0fstatfs64\0setrlimit\0getrlimit\0getrusage\0futex\0gettimeofday\0"
  "settimeofday\0adjtimex\0nanosleep\0getgroups\0setgroups\0sethostname\0setdomainname\0syslog\0"
  "vhangup\0uselib\0reboot\0quotactl\0nfsservctl\0_sysctl\0bdflush\0uname\0sysinfo\0init_module\0"
  "delete_module\0sched_setparam\0sched_getparam\0sched_setscheduler\0sched_getscheduler\0"
  "sched_get_priority_max\0sched_get_priority_min\0sched_rr_get_interval\0sched_yield\0"
  "available222\0restart_syscall\0sigaltstack\0rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0"
  "rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0rt_sigsuspend\0mq_open\0mq_unlink\0"
  "mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0available238\0io_setup\0io_destroy\0"
  "io_submit\0io_getevents\0io_cancel\0clock_settime\0clock_gettime\0clock_getres\0"
  "clock_nanosleep\0timer_create\0timer_delete\0timer_settime\0timer_gettime\0timer_getoverrun\0"
  "reserved253\0lookup_dcookie\0available255\0add_key\0request_key\0keyctl\0available259\0"
  "readahead\0remap_file_pages\0migrate_pages\0mbind\0get_mempolicy\0set_mempolicy\0unshare\0"
  "move_pages\0splice\0tee\0vmsplice\0available271\0pselect6\0ppoll\0epoll_pwait\0epoll_create1\0"
  "inotify_init\0inotify_add_watch\0inotify_rm_watch\0inotify_init1\0getcpu\0kexec_load\0"
  "ioprio_set\0ioprio_get\0set_robust_list\0get_robust_list\0available286\0available287\0openat\0"
  "mkdirat\0mknodat\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0utimensat\0fchownat\0"
  "futimesat\0fstatat64\0fchmodat\0faccessat\0available302\0available303\0signalfd\0eventfd\0"
  "recvmmsg\0setns\0signalfd4\0dup3\0pipe2\0timerfd_create\0timerfd_settime\0timerfd_gettime\0"
  "available315\0eventfd2\0preadv\0pwritev\0available319\0fanotify_init\0fanotify_mark\0"
  "process_vm_readv\0process_vm_writev\0name_to_handle_at\0open_by_handle_at\0sync_file_range2\0"
  "perf_event_open\0rt_tgsigqueueinfo\0clock_adjtime\0prlimit64\0kcmp\0finit_module\0accept4\0"
  "sched_setattr\0sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0"
  "userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0statx\0rseq\0clock_gettime64\0clock_settime64\0clock_adjtime64\0"
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

inline constexpr NumberRun runs_xtensa[] = {
  {0x0, 220}, {0xde, 83}, {0x132, 47}, {0x193, 12}, {0x1a0, 31}, {0x1c0, 25},
};
inline constexpr uint16_t begins_xtensa[] = {
  0, 6, 13, 24, 35, 46, 57, 68, 79, 84, 90, 94, 99, 104, 110, 117, 123, 128, 136, 147, 157, 170, 176,
  185, 195, 201, 208, 214, 224, 235, 247, 255, 264, 269, 276, 284, 293, 299, 304, 311, 317, 323, 329,
  336, 343, 349, 355, 360, 367, 374, 380, 388, 400, 407, 414, 420, 428, 434, 441, 447, 456, 467, 475,
  485, 498, 504, 511, 517, 523, 532, 541, 551, 563, 573, 583, 594, 607, 617, 627, 638, 651, 657, 664,
  673, 677, 683, 691, 700, 711, 718, 724, 732, 740, 747, 753, 760, 766, 773, 784, 795, 804, 809, 817,
  824, 831, 843, 855, 863, 871, 876, 881, 888, 897, 908, 917, 928, 937, 943, 950, 955, 966, 973, 979,
  986, 991, 997, 1004, 1020, 1027, 1034, 1041, 1047, 1059, 1071, 1083, 1093, 1103, 1110, 1117, 1124,
  1131, 1139, 1147, 1156, 1165, 1175, 1185, 1195, 1205, 1213, 1221, 1229, 1237, 1249, 1261, 1267,
  1272, 1290, 1308, 1315, 1322, 1329, 1340, 1347, 1353, 1360, 1373, 1380, 1387, 1394, 1401, 1414,
  1422, 1428, 1435, 1442, 1453, 1460, 1468, 1473, 1480, 1489, 1498, 1504, 1510, 1517, 1525, 1534,
  1544, 1554, 1564, 1574, 1580, 1593, 1606, 1615, 1625, 1635, 1645, 1657, 1671, 1678, 1686, 1693,
  1700, 1709, 1720, 1728, 1736, 1742, 1750, 1762, 1776, 1791, 1806, 1825, 1844, 1867, 1890, 1912,
  1924, 1937, 1953, 1965, 1978, 1991, 2006, 2020, 2036, 2052, 2066, 2074, 2084, 2097, 2113, 2123,
  2137, 2150, 2159, 2170, 2180, 2193, 2203, 2217, 2231, 2244, 2260, 2273, 2286, 2300, 2314, 2331,
  2343, 2358, 2371, 2379, 2391, 2398, 2411, 2421, 2438, 2452, 2458, 2472, 2486, 2494, 2505, 2512,
  2516, 2525, 2538, 2547, 2553, 2565, 2579, 2592, 2610, 2627, 2641, 2648, 2659, 2670, 2681, 2697,
  2713, 2726, 2739, 2746, 2754, 2762, 2771, 2780, 2787, 2797, 2808, 2818, 2827, 2837, 2847, 2856,
  2866, 2879, 2892, 2901, 2909, 2918, 2924, 2934, 2939, 2945, 2960, 2976, 2992, 3005, 3014, 3021,
  3029, 3042, 3056, 3070, 3087, 3105, 3123, 3141, 3158, 3174, 3192, 3206, 3216, 3221, 3234, 3242,
  3256, 3270, 3280, 3288, 3298, 3311, 3315, 3324, 3336, 3347, 3354, 3370, 3378, 3387, 3401, 3412,
  3422, 3428, 3433, 3449, 3465, 3481, 3501, 3524, 3540, 3556, 3574, 3592, 3609, 3625, 3638, 3659,
  3675, 3695, 3718, 3736, 3759, 3772, 3801, 3819, 3834, 3849, 3867, 3877, 3888, 3895, 3904, 3912,
  3919, 3930, 3937, 3949, 3957, 3969, 3980, 3996, 4009, 4023, 4035, 4059, 4077, 4100, 4117, 4129,
  4153, 4163, 4173, 4190, 4201, 4212, 4226, 4236, 4246, 4264, 4282, 4299, 4305, 4316, 4327, 4339,
  4353, 4368, 4381, 4394, 4401, 4418,
};

} // namespace detail
} // namespace callgate
