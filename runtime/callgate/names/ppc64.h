// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_ppc64[] =
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
  "getpmsg\0putpmsg\0vfork\0ugetrlimit\0readahead\0pciconfig_read\0pciconfig_write\0"
  "pciconfig_iobase\0multiplexer\0getdents64\0pivot_root\0madvise\0mincore\0gettid\0tkill\0"
  "setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0"
  "flistxattr\0removexattr\0lremovexattr\0fremovexattr\0futex\0sched_setaffinity\0"
  "sched_getaffinity\0tuxcall\0io_setup\0io_destroy\0io_getevents\0io_submit\0io_cancel\0"
  "set_tid_address\0fadvise64\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0"
  "remap_file_pages\0timer_create\0timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0"
  "clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0swapcontext\0tgkill\0utimes\0"
  "statfs64\0fstatfs64\0rtas\0sys_debug_setcontext\0migrate_pages\0mbind\0get_mempolicy\0"
  "set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "kexec_load\0add_key\0request_key\0keyctl\0waitid\0ioprio_set\0ioprio_get\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0spu_run\0spu_create\0pselect6\0ppoll\0unshare\0splice\0"
  "tee\0vmsplice\0openat\0mkdirat\0mknodat\0fchownat\0futimesat\0newfstatat\0unlinkat\0renameat\0"
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
  "pkey_mprotect\0rseq\0io_pgetevents\0semtimedop\0semget\0semctl\0shmget\0shmctl\0shmat\0shmdt\0"
  "msgget\0msgsnd\0msgrcv\0msgctl\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0cachestat\0"
  "fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0listmount\0"
  "lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0getxattrat\0"
  "listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_ppc64le[] = {
  {0x0, 192}, {0xc6, 6}, {0xcd, 19}, {0xe1, 1}, {0xe3, 27}, {0xff, 2}, {0x102, 108}, {0x17a, 11},
  {0x188, 11}, {0x1a8, 23}, {0x1c0, 25},
};
inline constexpr uint16_t begins_ppc64le[] = {
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
  1613, 1619, 1630, 1640, 1655, 1671, 1688, 1700, 1711, 1722, 1730, 1738, 1745, 1751, 1760, 1770,
  1780, 1789, 1799, 1809, 1819, 1830, 1841, 1853, 1866, 1879, 1885, 1903, 1921, 1929, 1938, 1949,
  1962, 1972, 1982, 1998, 2008, 2019, 2034, 2047, 2057, 2068, 2085, 2098, 2112, 2126, 2143, 2156,
  2170, 2184, 2197, 2213, 2225, 2232, 2239, 2248, 2258, 2263, 2284, 2298, 2304, 2318, 2332, 2340,
  2350, 2363, 2379, 2389, 2403, 2414, 2422, 2434, 2441, 2448, 2459, 2470, 2483, 2501, 2518, 2526,
  2537, 2546, 2552, 2560, 2567, 2571, 2580, 2587, 2595, 2603, 2612, 2622, 2633, 2642, 2651, 2658,
  2668, 2679, 2688, 2698, 2714, 2730, 2741, 2748, 2760, 2770, 2779, 2794, 2802, 2819, 2829, 2842,
  2858, 2874, 2884, 2893, 2907, 2912, 2918, 2932, 2948, 2955, 2963, 2981, 2995, 3009, 3019, 3026,
  3031, 3039, 3046, 3053, 3065, 3077, 3088, 3093, 3100, 3105, 3114, 3123, 3134, 3145, 3153, 3161,
  3170, 3178, 3196, 3214, 3228, 3235, 3244, 3250, 3267, 3285, 3298, 3303, 3317, 3331, 3341, 3349,
  3359, 3372, 3376, 3385, 3399, 3411, 3422, 3429, 3445, 3453, 3462, 3478, 3484, 3495, 3505, 3519,
  3524, 3538, 3549, 3556, 3563, 3570, 3577, 3583, 3589, 3596, 3603, 3610, 3617, 3635, 3650, 3665,
  3683, 3693, 3704, 3711, 3720, 3728, 3735, 3746, 3753, 3765, 3773, 3785, 3796, 3812, 3825, 3839,
  3851, 3875, 3893, 3916, 3933, 3945, 3969, 3979, 3989, 4006, 4017, 4028, 4042, 4052, 4062, 4080,
  4098, 4115, 4121, 4132, 4143, 4155, 4169, 4184, 4197, 4210, 4217, 4234,
};

} // namespace detail
} // namespace callgate
