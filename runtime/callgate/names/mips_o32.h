// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_mips_o32[] =
  "syscall\0exit\0fork\0read\0write\0open\0close\0waitpid\0creat\0link\0unlink\0execve\0chdir\0"
  "time\0mknod\0chmod\0lchown\0break\0unused18\0lseek\0getpid\0mount\0umount\0setuid\0getuid\0"
  "stime\0ptrace\0alarm\0unused28\0pause\0utime\0stty\0gtty\0access\0nice\0ftime\0sync\0kill\0"
  "rename\0mkdir\0rmdir\0dup\0pipe\0times\0prof\0brk\0setgid\0getgid\0signal\0geteuid\0getegid\0"
  "acct\0umount2\0lock\0ioctl\0fcntl\0mpx\0setpgid\0ulimit\0unused59\0umask\0chroot\0ustat\0"
  "dup2\0getppid\0getpgrp\0setsid\0sigaction\0sgetmask\0ssetmask\0setreuid\0setregid\0"
  "sigsuspend\0sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0gettimeofday\0"
  "settimeofday\0getgroups\0setgroups\0reserved82\0symlink\0unused84\0readlink\0uselib\0swapon\0"
  "reboot\0readdir\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0fchown\0getpriority\0setpriority\0"
  "profil\0statfs\0fstatfs\0ioperm\0socketcall\0syslog\0setitimer\0getitimer\0stat\0lstat\0"
  "fstat\0unused109\0iopl\0vhangup\0idle\0vm86\0wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0"
  "clone\0setdomainname\0uname\0modify_ldt\0adjtimex\0mprotect\0sigprocmask\0create_module\0"
  "init_module\0delete_module\0get_kernel_syms\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0"
  "personality\0afs_syscall\0setfsuid\0setfsgid\0_llseek\0getdents\0_newselect\0flock\0msync\0"
  "readv\0writev\0cacheflush\0cachectl\0sysmips\0unused150\0getsid\0fdatasync\0_sysctl\0mlock\0"
  "munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0nanosleep\0mremap\0accept\0bind\0connect\0getpeername\0getsockname\0"
  "getsockopt\0listen\0recv\0recvfrom\0recvmsg\0send\0sendmsg\0sendto\0setsockopt\0shutdown\0"
  "socket\0socketpair\0setresuid\0getresuid\0query_module\0poll\0nfsservctl\0setresgid\0"
  "getresgid\0prctl\0rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0"
  "rt_sigqueueinfo\0rt_sigsuspend\0pread64\0pwrite64\0chown\0getcwd\0capget\0capset\0"
  "sigaltstack\0sendfile\0getpmsg\0putpmsg\0mmap2\0truncate64\0ftruncate64\0stat64\0lstat64\0"
  "fstat64\0pivot_root\0mincore\0madvise\0getdents64\0fcntl64\0reserved221\0gettid\0readahead\0"
  "setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0"
  "flistxattr\0removexattr\0lremovexattr\0fremovexattr\0tkill\0sendfile64\0futex\0"
  "sched_setaffinity\0sched_getaffinity\0io_setup\0io_destroy\0io_getevents\0io_submit\0"
  "io_cancel\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0remap_file_pages\0"
  "set_tid_address\0restart_syscall\0fadvise64\0statfs64\0fstatfs64\0timer_create\0"
  "timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0"
  "clock_getres\0clock_nanosleep\0tgkill\0utimes\0mbind\0get_mempolicy\0set_mempolicy\0mq_open\0"
  "mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0vserver\0waitid\0add_key\0"
  "request_key\0keyctl\0set_thread_area\0inotify_init\0inotify_add_watch\0inotify_rm_watch\0"
  "migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0futimesat\0fstatat64\0unlinkat\0renameat\0"
  "linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0pselect6\0ppoll\0unshare\0splice\0"
  "sync_file_range\0tee\0vmsplice\0move_pages\0set_robust_list\0get_robust_list\0kexec_load\0"
  "getcpu\0epoll_pwait\0ioprio_set\0ioprio_get\0utimensat\0signalfd\0timerfd\0eventfd\0"
  "fallocate\0timerfd_create\0timerfd_gettime\0timerfd_settime\0signalfd4\0eventfd2\0"
  "epoll_create1\0dup3\0pipe2\0inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0"
  "perf_event_open\0accept4\0recvmmsg\0fanotify_init\0fanotify_mark\0prlimit64\0"
  "name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0sendmmsg\0setns\0"
  "process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0"
  "renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0pkey_alloc\0pkey_free\0statx\0rseq\0"
  "io_pgetevents\0semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0"
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
  "file_setattr\0listns\0rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_mips_o32[] = {
  {0xfa0, 279}, {0x10b8, 89}, {0x1129, 22}, {0x1140, 31}, {0x1160, 25},
};
inline constexpr uint16_t begins_mips_o32[] = {
  0, 8, 13, 18, 23, 29, 34, 40, 48, 54, 59, 66, 73, 79, 84, 90, 96, 103, 109, 118, 124, 131, 137,
  144, 151, 158, 164, 171, 177, 186, 192, 198, 203, 208, 215, 220, 226, 231, 236, 243, 249, 255, 259,
  264, 270, 275, 279, 286, 293, 300, 308, 316, 321, 329, 334, 340, 346, 350, 358, 365, 374, 380, 387,
  393, 398, 406, 414, 421, 431, 440, 449, 458, 467, 478, 489, 501, 511, 521, 531, 544, 557, 567, 577,
  588, 596, 605, 614, 621, 628, 635, 643, 648, 655, 664, 674, 681, 688, 700, 712, 719, 726, 734, 741,
  752, 759, 769, 779, 784, 790, 796, 806, 811, 819, 824, 829, 835, 843, 851, 855, 861, 871, 877, 891,
  897, 908, 917, 926, 938, 952, 964, 978, 994, 1003, 1011, 1018, 1026, 1032, 1044, 1056, 1065, 1074,
  1082, 1091, 1102, 1108, 1114, 1120, 1127, 1138, 1147, 1155, 1165, 1172, 1182, 1190, 1196, 1204,
  1213, 1224, 1239, 1254, 1273, 1292, 1304, 1327, 1350, 1372, 1382, 1389, 1396, 1401, 1409, 1421,
  1433, 1444, 1451, 1456, 1465, 1473, 1478, 1486, 1493, 1504, 1513, 1520, 1531, 1541, 1551, 1564,
  1569, 1580, 1590, 1600, 1606, 1619, 1632, 1647, 1661, 1677, 1693, 1707, 1715, 1724, 1730, 1737,
  1744, 1751, 1763, 1772, 1780, 1788, 1794, 1805, 1817, 1824, 1832, 1840, 1851, 1859, 1867, 1878,
  1886, 1898, 1905, 1915, 1924, 1934, 1944, 1953, 1963, 1973, 1983, 1994, 2005, 2017, 2030, 2043,
  2049, 2060, 2066, 2084, 2102, 2111, 2122, 2135, 2145, 2155, 2166, 2181, 2194, 2204, 2215, 2232,
  2248, 2264, 2274, 2283, 2293, 2306, 2320, 2334, 2351, 2364, 2378, 2392, 2405, 2421, 2428, 2435,
  2441, 2455, 2469, 2477, 2487, 2500, 2516, 2526, 2540, 2548, 2555, 2563, 2575, 2582, 2598, 2611,
  2629, 2646, 2660, 2667, 2675, 2683, 2692, 2702, 2712, 2721, 2730, 2737, 2747, 2758, 2767, 2777,
  2786, 2792, 2800, 2807, 2823, 2827, 2836, 2847, 2863, 2879, 2890, 2897, 2909, 2920, 2931, 2941,
  2950, 2958, 2966, 2976, 2991, 3007, 3023, 3033, 3042, 3056, 3061, 3067, 3081, 3088, 3096, 3114,
  3130, 3138, 3147, 3161, 3175, 3185, 3203, 3221, 3235, 3242, 3251, 3257, 3274, 3292, 3297, 3310,
  3324, 3338, 3348, 3356, 3366, 3379, 3383, 3392, 3404, 3415, 3422, 3438, 3446, 3455, 3469, 3480,
  3490, 3496, 3501, 3515, 3522, 3529, 3536, 3543, 3549, 3555, 3562, 3569, 3576, 3583, 3599, 3615,
  3631, 3651, 3674, 3690, 3706, 3724, 3742, 3759, 3775, 3788, 3809, 3825, 3845, 3868, 3886, 3909,
  3922, 3951, 3969, 3984, 3999, 4017, 4027, 4038, 4045, 4054, 4062, 4069, 4080, 4087, 4099, 4107,
  4119, 4130, 4146, 4159, 4173, 4185, 4209, 4227, 4250, 4267, 4279, 4303, 4313, 4323, 4340, 4351,
  4362, 4376, 4386, 4396, 4414, 4432, 4449, 4455, 4466, 4477, 4489, 4503, 4518, 4531, 4544, 4551,
  4568,
};

} // namespace detail
} // namespace callgate
