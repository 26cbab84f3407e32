// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_s390[] =
  "exit\0fork\0read\0write\0open\0close\0restart_syscall\0creat\0link\0unlink\0execve\0chdir\0"
  "time\0mknod\0chmod\0lchown\0lseek\0getpid\0mount\0umount\0setuid\0getuid\0stime\0ptrace\0"
  "alarm\0pause\0utime\0access\0nice\0sync\0kill\0rename\0mkdir\0rmdir\0dup\0pipe\0times\0brk\0"
  "setgid\0getgid\0signal\0geteuid\0getegid\0acct\0umount2\0ioctl\0fcntl\0setpgid\0umask\0"
  "chroot\0ustat\0dup2\0getppid\0getpgrp\0setsid\0sigaction\0setreuid\0setregid\0sigsuspend\0"
  "sigpending\0sethostname\0setrlimit\0getrlimit\0getrusage\0gettimeofday\0settimeofday\0"
  "getgroups\0setgroups\0symlink\0readlink\0uselib\0swapon\0reboot\0readdir\0mmap\0munmap\0"
  "truncate\0ftruncate\0fchmod\0fchown\0getpriority\0setpriority\0statfs\0fstatfs\0ioperm\0"
  "socketcall\0syslog\0setitimer\0getitimer\0stat\0lstat\0fstat\0lookup_dcookie\0vhangup\0idle\0"
  "wait4\0swapoff\0sysinfo\0ipc\0fsync\0sigreturn\0clone\0setdomainname\0uname\0adjtimex\0"
  "mprotect\0sigprocmask\0create_module\0init_module\0delete_module\0get_kernel_syms\0quotactl\0"
  "getpgid\0fchdir\0bdflush\0sysfs\0personality\0afs_syscall\0setfsuid\0setfsgid\0_llseek\0"
  "getdents\0_newselect\0flock\0msync\0readv\0writev\0getsid\0fdatasync\0_sysctl\0mlock\0"
  "munlock\0mlockall\0munlockall\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0nanosleep\0mremap\0setresuid\0getresuid\0query_module\0poll\0"
  "nfsservctl\0setresgid\0getresgid\0prctl\0rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0"
  "rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0rt_sigsuspend\0pread64\0pwrite64\0chown\0"
  "getcwd\0capget\0capset\0sigaltstack\0sendfile\0getpmsg\0putpmsg\0vfork\0ugetrlimit\0mmap2\0"
  "truncate64\0ftruncate64\0stat64\0lstat64\0fstat64\0lchown32\0getuid32\0getgid32\0geteuid32\0"
  "getegid32\0setreuid32\0setregid32\0getgroups32\0setgroups32\0fchown32\0setresuid32\0"
  "getresuid32\0setresgid32\0getresgid32\0chown32\0setuid32\0setgid32\0setfsuid32\0setfsgid32\0"
  "pivot_root\0mincore\0madvise\0getdents64\0fcntl64\0readahead\0sendfile64\0setxattr\0"
  "lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0"
  "removexattr\0lremovexattr\0fremovexattr\0gettid\0tkill\0futex\0sched_setaffinity\0"
  "sched_getaffinity\0tgkill\0io_setup\0io_destroy\0io_getevents\0io_submit\0io_cancel\0"
  "exit_group\0epoll_create\0epoll_ctl\0epoll_wait\0set_tid_address\0fadvise64\0timer_create\0"
  "timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0"
  "clock_getres\0clock_nanosleep\0fadvise64_64\0statfs64\0fstatfs64\0remap_file_pages\0mbind\0"
  "get_mempolicy\0set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0"
  "mq_getsetattr\0kexec_load\0add_key\0request_key\0keyctl\0waitid\0ioprio_set\0ioprio_get\0"
  "inotify_init\0inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0mkdirat\0mknodat\0"
  "fchownat\0futimesat\0fstatat64\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0"
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
  "semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0"
  "clock_gettime64\0clock_settime64\0clock_adjtime64\0clock_getres_time64\0"
  "clock_nanosleep_time64\0timer_gettime64\0timer_settime64\0timerfd_gettime64\0"
  "timerfd_settime64\0utimensat_time64\0pselect6_time64\0ppoll_time64\0io_pgetevents_time64\0"
  "recvmmsg_time64\0mq_timedsend_time64\0mq_timedreceive_time64\0semtimedop_time64\0"
  "rt_sigtimedwait_time64\0futex_time64\0sched_rr_get_interval_time64\0pidfd_send_signal\0"
  "io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0"
  "fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0"
  "process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0landlock_create_ruleset\0"
  "landlock_add_rule\0landlock_restrict_self\0memfd_secret\0process_mrelease\0futex_waitv\0"
  "set_mempolicy_home_node\0cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0"
  "futex_requeue\0statmount\0listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0"
  "mseal\0";

inline constexpr NumberRun runs_s390[] = {
  {0x1, 16}, {0x13, 9}, {0x1d, 2}, {0x21, 2}, {0x24, 8}, {0x2d, 8}, {0x36, 2}, {0x39, 1}, {0x3c, 8},
  {0x46, 12}, {0x53, 1}, {0x55, 13}, {0x63, 10}, {0x6e, 3}, {0x72, 9}, {0x7c, 42}, {0xa7, 75},
  {0xf3, 20}, {0x108, 123}, {0x189, 22}, {0x1a0, 47},
};
inline constexpr uint16_t begins_s390[] = {
  0, 5, 10, 15, 21, 26, 32, 48, 54, 59, 66, 73, 79, 84, 90, 96, 103, 109, 116, 122, 129, 136, 143,
  149, 156, 162, 168, 174, 181, 186, 191, 196, 203, 209, 215, 219, 224, 230, 234, 241, 248, 255, 263,
  271, 276, 284, 290, 296, 304, 310, 317, 323, 328, 336, 344, 351, 361, 370, 379, 390, 401, 413, 423,
  433, 443, 456, 469, 479, 489, 497, 506, 513, 520, 527, 535, 540, 547, 556, 566, 573, 580, 592, 604,
  611, 619, 626, 637, 644, 654, 664, 669, 675, 681, 696, 704, 709, 715, 723, 731, 735, 741, 751, 757,
  771, 777, 786, 795, 807, 821, 833, 847, 863, 872, 880, 887, 895, 901, 913, 925, 934, 943, 951, 960,
  971, 977, 983, 989, 996, 1003, 1013, 1021, 1027, 1035, 1044, 1055, 1070, 1085, 1104, 1123, 1135,
  1158, 1181, 1203, 1213, 1220, 1230, 1240, 1253, 1258, 1269, 1279, 1289, 1295, 1308, 1321, 1336,
  1350, 1366, 1382, 1396, 1404, 1413, 1419, 1426, 1433, 1440, 1452, 1461, 1469, 1477, 1483, 1494,
  1500, 1511, 1523, 1530, 1538, 1546, 1555, 1564, 1573, 1583, 1593, 1604, 1615, 1627, 1639, 1648,
  1660, 1672, 1684, 1696, 1704, 1713, 1722, 1733, 1744, 1755, 1763, 1771, 1782, 1790, 1800, 1811,
  1820, 1830, 1840, 1849, 1859, 1869, 1879, 1890, 1901, 1913, 1926, 1939, 1946, 1952, 1958, 1976,
  1994, 2001, 2010, 2021, 2034, 2044, 2054, 2065, 2078, 2088, 2099, 2115, 2125, 2138, 2152, 2166,
  2183, 2196, 2210, 2224, 2237, 2253, 2266, 2275, 2285, 2302, 2308, 2322, 2336, 2344, 2354, 2367,
  2383, 2393, 2407, 2418, 2426, 2438, 2445, 2452, 2463, 2474, 2487, 2505, 2522, 2536, 2543, 2551,
  2559, 2568, 2578, 2588, 2597, 2606, 2613, 2623, 2634, 2643, 2653, 2662, 2668, 2676, 2692, 2708,
  2715, 2731, 2735, 2744, 2755, 2762, 2774, 2781, 2791, 2801, 2810, 2818, 2826, 2841, 2857, 2873,
  2883, 2892, 2906, 2912, 2917, 2931, 2938, 2946, 2964, 2980, 2994, 3008, 3018, 3036, 3054, 3068,
  3075, 3081, 3098, 3116, 3135, 3140, 3153, 3167, 3181, 3191, 3199, 3209, 3222, 3226, 3246, 3265,
  3274, 3286, 3297, 3306, 3315, 3322, 3333, 3338, 3346, 3353, 3361, 3372, 3383, 3395, 3407, 3414,
  3422, 3431, 3439, 3448, 3455, 3471, 3479, 3488, 3509, 3515, 3526, 3542, 3556, 3561, 3575, 3586,
  3596, 3603, 3610, 3617, 3624, 3630, 3636, 3643, 3650, 3657, 3664, 3680, 3696, 3712, 3732, 3755,
  3771, 3787, 3805, 3823, 3840, 3856, 3869, 3890, 3906, 3926, 3949, 3967, 3990, 4003, 4032, 4050,
  4065, 4080, 4098, 4108, 4119, 4126, 4135, 4143, 4150, 4161, 4168, 4180, 4188, 4200, 4211, 4227,
  4240, 4254, 4266, 4290, 4308, 4331, 4344, 4361, 4373, 4397, 4407, 4417, 4434, 4445, 4456, 4470,
  4480, 4490, 4508, 4526, 4543,
};

} // namespace detail
} // namespace callgate
