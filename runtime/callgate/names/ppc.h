// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_ppc[] =
  "restart_syscall\0exit\0fork\0read\0write\0open\0close\0waitpid\0creat\0link\0unlink\0execve\0"
  "chdir\0time\0mknod\0chmod\0lchown\0break\0oldstat\0lseek\0getpid\0mount\0umount\0setuid\0"
  "getuid\0stime\0ptrace\0alarm\0oldfstat\0pause\0utime\0stty\0gtty\0access\0nice\0ftime\0sync\0"
  "kill\0rename\0mkdir\0rmdir\0dup\0pipe\0times\0prof\0brk\0setgid\0getgid\0signal\0geteuid\0"
  "getegid\0acct\0umount2\0lock\0ioctl\0fcntl\0mpx\0setpgid\0ulimit\0oldolduname\0umask\0chroot\0"
  "ustat\0dup2\0getppid\0getpgrp\0setsid\0sigaction\0sgetmask\0ssetmask\0setreuid\0setregid\0"
  "sigsuspend\0sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0gettimeofday\0"
  "settimeofday\0getgroups\0setgroups\0select\0symlink\0oldlstat\0readlink\0uselib\0swapon\0"
  "reboot\0readdir\0mmap\0munmap\0truncate\0ftruncate\0fchmod\0fchown\0getpriority\0setpriority\0"
  "profil\0statfs\0fstatfs\0ioperm\0socketcall\0syslog\0setitimer\0getitimer\0stat\0lstat\0"
  "fstat\0olduname\0iopl\0vhangup\0idle\0vm86\0wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0"
  "clone\0setdomainname\0uname\0modify_ldt\0adjtimex\0mprotect\0sigprocmask\0create_module\0"
  "init_module\0delete_module\0get_kernel_syms\0quotactl\0getpgid\0fchdir\0bdflush\0sysfs\0"
  "personality\0afs_syscall\0setfsuid\0setfsgid\0_llseek\0getdents\0_newselect\0flock\0msync\0"
  "readv\0writev\0getsid\0fdatasync\0_sysctl\0mlock\0munlock\0mlockall\0munlockall\0"
  "sched_setparam\0sched_getparam\0sched_setscheduler\0sched_getscheduler\0sched_yield\0"
  "sched_get_priority_max\0sched_get_priority_min\0sched_rr_get_interval\0nanosleep\0mremap\0"
  "setresuid\0getresuid\0query_module\0poll\0nfsservctl\0setresgid\0getresgid\0prctl\0"
  "rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0"
  "rt_sigsuspend\0pread64\0pwrite64\0chown\0getcwd\0capget\0capset\0sigaltstack\0sendfile\0"
  "getpmsg\0putpmsg\0vfork\0ugetrlimit\0readahead\0mmap2\0truncate64\0ftruncate64\0stat64\0"
  "lstat64\0fstat64\0pciconfig_read\0pciconfig_write\0pciconfig_iobase\0multiplexer\0getdents64\0"
  "pivot_root\0fcntl64\0madvise\0mincore\0gettid\0tkill\0setxattr\0lsetxattr\0fsetxattr\0"
  "getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0"
  "fremovexattr\0futex\0sched_setaffinity\0sched_getaffinity\0tuxcall\0sendfile64\0io_setup\0"
  "io_destroy\0io_getevents\0io_submit\0io_cancel\0set_tid_address\0fadvise64\0exit_group\0"
  "lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0remap_file_pages\0timer_create\0"
  "timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0"
  "clock_getres\0clock_nanosleep\0swapcontext\0tgkill\0utimes\0statfs64\0fstatfs64\0"
  "fadvise64_64\0rtas\0sys_debug_setcontext\0migrate_pages\0mbind\0get_mempolicy\0set_mempolicy\0"
  "mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0kexec_load\0"
  "add_key\0request_key\0keyctl\0waitid\0ioprio_set\0ioprio_get\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0spu_run\0spu_create\0pselect6\0ppoll\0unshare\0splice\0"
  "tee\0vmsplice\0openat\0mkdirat\0mknodat\0fchownat\0futimesat\0fstatat64\0unlinkat\0renameat\0"
  "linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0get_robust_list\0set_robust_list\0"
  "move_pages\0getcpu\0epoll_pwait\0utimensat\0signalfd\0timerfd_create\0eventfd\0"
  "sync_file_range2\0fallocate\0subpage_prot\0timerfd_settime\0timerfd_gettime\0signalfd4\0"
  "eventfd2\0epoll_create1\0dup3\0pipe2\0inotify_init1\0perf_event_open\0preadv\0pwritev\0"
  "rt_tgsigqueueinfo\0fanotify_init\0fanotify_mark\0prlimit64\0socket\0bind\0connect\0listen\0"
  "accept\0getsockname\0getpeername\0socketpair\0send\0sendto\0recv\0recvfrom\0shutdown\0"
  "setsockopt\0getsockopt\0sendmsg\0recvmsg\0recvmmsg\0accept4\0name_to_handle_at\0"
  "open_by_handle_at\0clock_adjtime\0syncfs\0sendmmsg\0setns\0process_vm_readv\0"
  "process_vm_writev\0finit_module\0kcmp\0sched_setattr\0sched_getattr\0renameat2\0seccomp\0"
  "getrandom\0memfd_create\0bpf\0execveat\0switch_endian\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0kexec_file_load\0statx\0pkey_alloc\0pkey_free\0"
  "pkey_mprotect\0rseq\0io_pgetevents\0semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0msgget\0"
  "msgsnd\0msgrcv\0msgctl\0clock_gettime64\0clock_settime64\0clock_adjtime64\0"
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

inline constexpr NumberRun runs_ppc[] = {
  {0x0, 224}, {0xe1, 32}, {0x102, 108}, {0x17a, 11}, {0x189, 22}, {0x1a0, 31}, {0x1c0, 25},
};
inline constexpr uint16_t begins_ppc[] = {
  0, 16, 21, 26, 31, 37, 42, 48, 56, 62, 67, 74, 81, 87, 92, 98, 104, 111, 117, 125, 131, 138, 144,
  151, 158, 165, 171, 178, 184, 193, 199, 205, 210, 215, 222, 227, 233, 238, 243, 250, 256, 262, 266,
  271, 277, 282, 286, 293, 300, 307, 315, 323, 328, 336, 341, 347, 353, 357, 365, 372, 384, 390, 397,
  403, 408, 416, 424, 431, 441, 450, 459, 468, 477, 488, 499, 511, 521, 531, 541, 554, 567, 577, 587,
  594, 602, 611, 620, 627, 634, 641, 649, 654, 661, 670, 680, 687, 694, 706, 718, 725, 732, 740, 747,
  758, 765, 775, 785, 790, 796, 802, 811, 816, 824, 829, 834, 840, 848, 856, 860, 866, 876, 882, 896,
  902, 913, 922, 931, 943, 957, 969, 983, 999, 1008, 1016, 1023, 1031, 1037, 1049, 1061, 1070, 1079,
  1087, 1096, 1107, 1113, 1119, 1125, 1132, 1139, 1149, 1157, 1163, 1171, 1180, 1191, 1206, 1221,
  1240, 1259, 1271, 1294, 1317, 1339, 1349, 1356, 1366, 1376, 1389, 1394, 1405, 1415, 1425, 1431,
  1444, 1457, 1472, 1486, 1502, 1518, 1532, 1540, 1549, 1555, 1562, 1569, 1576, 1588, 1597, 1605,
  1613, 1619, 1630, 1640, 1646, 1657, 1669, 1676, 1684, 1692, 1707, 1723, 1740, 1752, 1763, 1774,
  1782, 1790, 1798, 1805, 1811, 1820, 1830, 1840, 1849, 1859, 1869, 1879, 1890, 1901, 1913, 1926,
  1939, 1945, 1963, 1981, 1989, 2000, 2009, 2020, 2033, 2043, 2053, 2069, 2079, 2090, 2105, 2118,
  2128, 2139, 2156, 2169, 2183, 2197, 2214, 2227, 2241, 2255, 2268, 2284, 2296, 2303, 2310, 2319,
  2329, 2342, 2347, 2368, 2382, 2388, 2402, 2416, 2424, 2434, 2447, 2463, 2473, 2487, 2498, 2506,
  2518, 2525, 2532, 2543, 2554, 2567, 2585, 2602, 2610, 2621, 2630, 2636, 2644, 2651, 2655, 2664,
  2671, 2679, 2687, 2696, 2706, 2716, 2725, 2734, 2741, 2751, 2762, 2771, 2781, 2797, 2813, 2824,
  2831, 2843, 2853, 2862, 2877, 2885, 2902, 2912, 2925, 2941, 2957, 2967, 2976, 2990, 2995, 3001,
  3015, 3031, 3038, 3046, 3064, 3078, 3092, 3102, 3109, 3114, 3122, 3129, 3136, 3148, 3160, 3171,
  3176, 3183, 3188, 3197, 3206, 3217, 3228, 3236, 3244, 3253, 3261, 3279, 3297, 3311, 3318, 3327,
  3333, 3350, 3368, 3381, 3386, 3400, 3414, 3424, 3432, 3442, 3455, 3459, 3468, 3482, 3494, 3505,
  3512, 3528, 3536, 3545, 3561, 3567, 3578, 3588, 3602, 3607, 3621, 3628, 3635, 3642, 3649, 3655,
  3661, 3668, 3675, 3682, 3689, 3705, 3721, 3737, 3757, 3780, 3796, 3812, 3830, 3848, 3865, 3881,
  3894, 3915, 3931, 3951, 3974, 3992, 4015, 4028, 4057, 4075, 4090, 4105, 4123, 4133, 4144, 4151,
  4160, 4168, 4175, 4186, 4193, 4205, 4213, 4225, 4236, 4252, 4265, 4279, 4291, 4315, 4333, 4356,
  4373, 4385, 4409, 4419, 4429, 4446, 4457, 4468, 4482, 4492, 4502, 4520, 4538, 4555, 4561, 4572,
  4583, 4595, 4609, 4624, 4637, 4650, 4657, 4674,
};

} // namespace detail
} // namespace callgate
