// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_x86[] =
  "read\0write\0open\0close\0stat\0fstat\0lstat\0poll\0lseek\0mmap\0mprotect\0munmap\0brk\0"
  "rt_sigaction\0rt_sigprocmask\0rt_sigreturn\0ioctl\0pread64\0pwrite64\0readv\0writev\0access\0"
  "pipe\0select\0sched_yield\0mremap\0msync\0mincore\0madvise\0shmget\0shmat\0shmctl\0dup\0dup2\0"
  "pause\0nanosleep\0getitimer\0alarm\0setitimer\0getpid\0sendfile\0socket\0connect\0accept\0"
  "sendto\0recvfrom\0sendmsg\0recvmsg\0shutdown\0bind\0listen\0getsockname\0getpeername\0"
  "socketpair\0setsockopt\0getsockopt\0clone\0fork\0vfork\0execve\0exit\0wait4\0kill\0uname\0"
  "semget\0semop\0semctl\0shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0fcntl\0flock\0fsync\0fdatasync\0"
  "truncate\0ftruncate\0getdents\0getcwd\0chdir\0fchdir\0rename\0mkdir\0rmdir\0creat\0link\0"
  "unlink\0symlink\0readlink\0chmod\0fchmod\0chown\0fchown\0lchown\0umask\0gettimeofday\0"
  "getrlimit\0getrusage\0sysinfo\0times\0ptrace\0getuid\0syslog\0getgid\0setuid\0setgid\0"
  "geteuid\0getegid\0setpgid\0getppid\0getpgrp\0setsid\0setreuid\0setregid\0getgroups\0"
  "setgroups\0setresuid\0getresuid\0setresgid\0getresgid\0getpgid\0setfsuid\0setfsgid\0getsid\0"
  "capget\0capset\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0rt_sigsuspend\0sigaltstack\0"
  "utime\0mknod\0uselib\0personality\0ustat\0statfs\0fstatfs\0sysfs\0getpriority\0setpriority\0"
  "sched_setparam\0sched_getparam\0sched_setscheduler\0sched_getscheduler\0"
  "sched_get_priority_max\0sched_get_priority_min\0sched_rr_get_interval\0mlock\0munlock\0"
  "mlockall\0munlockall\0vhangup\0modify_ldt\0pivot_root\0_sysctl\0prctl\0arch_prctl\0adjtimex\0"
  "setrlimit\0chroot\0sync\0acct\0settimeofday\0mount\0umount2\0swapon\0swapoff\0reboot\0"
  "sethostname\0setdomainname\0iopl\0ioperm\0create_module\0init_module\0delete_module\0"
  "get_kernel_syms\0query_module\0quotactl\0nfsservctl\0getpmsg\0putpmsg\0afs_syscall\0tuxcall\0"
  "security\0gettid\0readahead\0setxattr\0lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0"
  "listxattr\0llistxattr\0flistxattr\0removexattr\0lremovexattr\0fremovexattr\0tkill\0time\0"
  "futex\0sched_setaffinity\0sched_getaffinity\0set_thread_area\0io_setup\0io_destroy\0"
  "io_getevents\0io_submit\0io_cancel\0get_thread_area\0lookup_dcookie\0epoll_create\0"
  "epoll_ctl_old\0epoll_wait_old\0remap_file_pages\0getdents64\0set_tid_address\0"
  "restart_syscall\0semtimedop\0fadvise64\0timer_create\0timer_settime\0timer_gettime\0"
  "timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0"
  "exit_group\0epoll_wait\0epoll_ctl\0tgkill\0utimes\0vserver\0mbind\0set_mempolicy\0"
  "get_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "kexec_load\0waitid\0add_key\0request_key\0keyctl\0ioprio_set\0ioprio_get\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0newfstatat\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0"
  "faccessat\0pselect6\0ppoll\0unshare\0set_robust_list\0get_robust_list\0splice\0tee\0"
  "sync_file_range\0vmsplice\0move_pages\0utimensat\0epoll_pwait\0signalfd\0timerfd_create\0"
  "eventfd\0fallocate\0timerfd_settime\0timerfd_gettime\0accept4\0signalfd4\0eventfd2\0"
  "epoll_create1\0dup3\0pipe2\0inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0"
  "perf_event_open\0recvmmsg\0fanotify_init\0fanotify_mark\0prlimit64\0name_to_handle_at\0"
  "open_by_handle_at\0clock_adjtime\0syncfs\0sendmmsg\0setns\0getcpu\0process_vm_readv\0"
  "process_vm_writev\0kcmp\0finit_module\0sched_setattr\0sched_getattr\0renameat2\0seccomp\0"
  "getrandom\0memfd_create\0kexec_file_load\0bpf\0execveat\0userfaultfd\0membarrier\0mlock2\0"
  "copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0pkey_alloc\0pkey_free\0statx\0"
  "io_pgetevents\0rseq\0uretprobe\0uprobe\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0memfd_secret\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0"
  "cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0"
  "listmount\0lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0"
  "getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0waitpid\0break\0oldstat\0umount\0stime\0oldfstat\0stty\0gtty\0"
  "nice\0ftime\0prof\0signal\0lock\0mpx\0ulimit\0oldolduname\0sigaction\0sgetmask\0ssetmask\0"
  "sigsuspend\0sigpending\0oldlstat\0readdir\0profil\0socketcall\0olduname\0idle\0vm86old\0ipc\0"
  "sigreturn\0sigprocmask\0bdflush\0_llseek\0_newselect\0vm86\0ugetrlimit\0mmap2\0truncate64\0"
  "ftruncate64\0stat64\0lstat64\0fstat64\0lchown32\0getuid32\0getgid32\0geteuid32\0getegid32\0"
  "setreuid32\0setregid32\0getgroups32\0setgroups32\0fchown32\0setresuid32\0getresuid32\0"
  "setresgid32\0getresgid32\0chown32\0setuid32\0setgid32\0setfsuid32\0setfsgid32\0fcntl64\0"
  "sendfile64\0statfs64\0fstatfs64\0fadvise64_64\0fstatat64\0clock_gettime64\0clock_settime64\0"
  "clock_adjtime64\0clock_getres_time64\0clock_nanosleep_time64\0timer_gettime64\0"
  "timer_settime64\0timerfd_gettime64\0timerfd_settime64\0utimensat_time64\0pselect6_time64\0"
  "ppoll_time64\0io_pgetevents_time64\0recvmmsg_time64\0mq_timedsend_time64\0"
  "mq_timedreceive_time64\0semtimedop_time64\0rt_sigtimedwait_time64\0futex_time64\0"
  "sched_rr_get_interval_time64\0";

inline constexpr NumberRun runs_x86_64[] = {
  {0x0, 337}, {0x1a8, 49},
};
inline constexpr uint16_t begins_x86_64[] = {
  0, 5, 11, 16, 22, 27, 33, 39, 44, 50, 55, 64, 71, 75, 88, 103, 116, 122, 130, 139, 145, 152, 159,
  164, 171, 183, 190, 196, 204, 212, 219, 225, 232, 236, 241, 247, 257, 267, 273, 283, 290, 299, 306,
  314, 321, 328, 337, 345, 353, 362, 367, 374, 386, 398, 409, 420, 431, 437, 442, 448, 455, 460, 466,
  471, 477, 484, 490, 497, 503, 510, 517, 524, 531, 537, 543, 549, 559, 568, 578, 587, 594, 600, 607,
  614, 620, 626, 632, 637, 644, 652, 661, 667, 674, 680, 687, 694, 700, 713, 723, 733, 741, 747, 754,
  761, 768, 775, 782, 789, 797, 805, 813, 821, 829, 836, 845, 854, 864, 874, 884, 894, 904, 914, 922,
  931, 940, 947, 954, 961, 975, 991, 1007, 1021, 1033, 1039, 1045, 1052, 1064, 1070, 1077, 1085,
  1091, 1103, 1115, 1130, 1145, 1164, 1183, 1206, 1229, 1251, 1257, 1265, 1274, 1285, 1293, 1304,
  1315, 1323, 1329, 1340, 1349, 1359, 1366, 1371, 1376, 1389, 1395, 1403, 1410, 1418, 1425, 1437,
  1451, 1456, 1463, 1477, 1489, 1503, 1519, 1532, 1541, 1552, 1560, 1568, 1580, 1588, 1597, 1604,
  1614, 1623, 1633, 1643, 1652, 1662, 1672, 1682, 1693, 1704, 1716, 1729, 1742, 1748, 1753, 1759,
  1777, 1795, 1811, 1820, 1831, 1844, 1854, 1864, 1880, 1895, 1908, 1922, 1937, 1954, 1965, 1981,
  1997, 2008, 2018, 2031, 2045, 2059, 2076, 2089, 2103, 2117, 2130, 2146, 2157, 2168, 2178, 2185,
  2192, 2200, 2206, 2220, 2234, 2242, 2252, 2265, 2281, 2291, 2305, 2316, 2323, 2331, 2343, 2350,
  2361, 2372, 2385, 2403, 2420, 2434, 2441, 2449, 2457, 2466, 2476, 2487, 2496, 2505, 2512, 2522,
  2533, 2542, 2552, 2561, 2567, 2575, 2591, 2607, 2614, 2618, 2634, 2643, 2654, 2664, 2676, 2685,
  2700, 2708, 2718, 2734, 2750, 2758, 2768, 2777, 2791, 2796, 2802, 2816, 2823, 2831, 2849, 2865,
  2874, 2888, 2902, 2912, 2930, 2948, 2962, 2969, 2978, 2984, 2991, 3008, 3026, 3031, 3044, 3058,
  3072, 3082, 3090, 3100, 3113, 3129, 3133, 3142, 3154, 3165, 3172, 3188, 3196, 3205, 3219, 3230,
  3240, 3246, 3260, 3265, 3275, 3282, 3300, 3315, 3330, 3348, 3358, 3369, 3376, 3385, 3393, 3400,
  3411, 3418, 3430, 3438, 3450, 3461, 3477, 3490, 3504, 3516, 3540, 3558, 3581, 3594, 3611, 3623,
  3647, 3657, 3667, 3684, 3695, 3706, 3720, 3730, 3740, 3758, 3776, 3793, 3799, 3810, 3821, 3833,
  3847, 3862, 3875, 3888, 3895, 3912,
};

inline constexpr NumberRun runs_x32[] = {
  {0x40000000, 13}, {0x4000000e, 1}, {0x40000011, 2}, {0x40000015, 24}, {0x40000030, 6},
  {0x40000038, 3}, {0x4000003c, 41}, {0x40000066, 25}, {0x40000082, 1}, {0x40000084, 2},
  {0x40000087, 21}, {0x4000009d, 17}, {0x400000af, 2}, {0x400000b3, 1}, {0x400000b5, 24},
  {0x400000cf, 2}, {0x400000d2, 1}, {0x400000d4, 2}, {0x400000d8, 6}, {0x400000df, 13},
  {0x400000ed, 7}, {0x400000f5, 1}, {0x400000f8, 25}, {0x40000113, 3}, {0x40000118, 15},
  {0x4000012a, 1}, {0x4000012c, 7}, {0x40000134, 2}, {0x40000138, 10}, {0x40000143, 4},
  {0x40000149, 8}, {0x400001a8, 49}, {0x40000200, 36},
};
inline constexpr uint16_t begins_x32[] = {
  0, 5, 11, 16, 22, 27, 33, 39, 44, 50, 55, 64, 71, 88, 122, 130, 152, 159, 164, 171, 183, 190, 196,
  204, 212, 219, 225, 232, 236, 241, 247, 257, 267, 273, 283, 290, 299, 306, 314, 321, 353, 362, 367,
  374, 386, 398, 431, 437, 442, 455, 460, 466, 471, 477, 484, 490, 497, 503, 510, 517, 524, 531, 537,
  543, 549, 559, 568, 578, 587, 594, 600, 607, 614, 620, 626, 632, 637, 644, 652, 661, 667, 674, 680,
  687, 694, 700, 713, 723, 733, 741, 754, 761, 768, 775, 782, 789, 797, 805, 813, 821, 829, 836, 845,
  854, 864, 874, 884, 894, 904, 914, 922, 931, 940, 947, 954, 1007, 1033, 1039, 1052, 1064, 1070,
  1077, 1085, 1091, 1103, 1115, 1130, 1145, 1164, 1183, 1206, 1229, 1251, 1257, 1265, 1274, 1285,
  1293, 1304, 1323, 1329, 1340, 1349, 1359, 1366, 1371, 1376, 1389, 1395, 1403, 1410, 1418, 1425,
  1437, 1451, 1456, 1477, 1489, 1532, 1552, 1560, 1568, 1580, 1588, 1597, 1604, 1614, 1623, 1633,
  1643, 1652, 1662, 1672, 1682, 1693, 1704, 1716, 1729, 1742, 1748, 1753, 1759, 1777, 1820, 1831,
  1854, 1880, 1895, 1937, 1954, 1965, 1981, 1997, 2008, 2031, 2045, 2059, 2076, 2089, 2103, 2117,
  2130, 2146, 2157, 2168, 2178, 2185, 2200, 2206, 2220, 2234, 2242, 2252, 2265, 2291, 2323, 2331,
  2343, 2350, 2361, 2372, 2385, 2403, 2420, 2434, 2441, 2449, 2457, 2466, 2476, 2487, 2496, 2505,
  2512, 2522, 2533, 2542, 2552, 2561, 2567, 2607, 2614, 2618, 2654, 2664, 2676, 2685, 2700, 2708,
  2718, 2734, 2750, 2758, 2768, 2777, 2791, 2796, 2802, 2849, 2874, 2888, 2902, 2912, 2930, 2948,
  2962, 2978, 2984, 3026, 3031, 3044, 3058, 3072, 3082, 3090, 3100, 3113, 3129, 3142, 3154, 3165,
  3172, 3205, 3219, 3230, 3240, 3246, 3260, 3265, 3275, 3282, 3300, 3315, 3330, 3348, 3358, 3369,
  3376, 3385, 3393, 3400, 3411, 3418, 3430, 3438, 3450, 3461, 3477, 3490, 3504, 3516, 3540, 3558,
  3581, 3594, 3611, 3623, 3647, 3657, 3667, 3684, 3695, 3706, 3720, 3730, 3740, 3758, 3776, 3793,
  3799, 3810, 3821, 3833, 3847, 3862, 3875, 3888, 3895, 3912, 75, 103, 116, 139, 145, 328, 337, 345,
  448, 747, 961, 975, 991, 1021, 2018, 2281, 2305, 2316, 2575, 2591, 2634, 2643, 2816, 2823, 2831,
  2865, 2969, 2991, 3008, 409, 420, 1811, 1844, 3133, 3188, 3196,
};

inline constexpr NumberRun runs_i386[] = {
  {0x0, 222}, {0xe0, 27}, {0xfc, 33}, {0x11e, 101}, {0x189, 22}, {0x1a0, 57},
};
inline constexpr uint16_t begins_i386[] = {
  1981, 455, 437, 0, 5, 11, 16, 3920, 626, 632, 637, 448, 594, 1748, 1039, 661, 687, 3928, 3934, 44,
  283, 1389, 3942, 775, 754, 3949, 747, 267, 3955, 241, 1033, 3964, 3969, 152, 3974, 3979, 1366, 466,
  607, 614, 620, 232, 159, 741, 3985, 71, 782, 768, 3990, 789, 797, 1371, 1395, 3997, 116, 531, 4002,
  805, 4006, 4013, 694, 1359, 1064, 236, 813, 821, 829, 4025, 4035, 4044, 836, 845, 4053, 4064, 1425,
  1349, 713, 723, 700, 1376, 854, 864, 164, 644, 4075, 652, 1045, 1403, 1418, 4084, 50, 64, 559, 568,
  667, 680, 1091, 1103, 4092, 1070, 1077, 1456, 4099, 761, 273, 257, 22, 33, 27, 4110, 1451, 1285,
  4119, 4124, 460, 1410, 733, 4132, 543, 4136, 431, 1437, 471, 1293, 1340, 55, 4146, 1463, 1477,
  1489, 1503, 1532, 914, 600, 4158, 1085, 1052, 1568, 922, 931, 4166, 578, 4174, 537, 190, 139, 145,
  940, 549, 1315, 1251, 1257, 1265, 1274, 1115, 1130, 1145, 1164, 171, 1183, 1206, 1229, 247, 183,
  874, 884, 4185, 1519, 39, 1541, 894, 904, 1323, 103, 75, 88, 961, 975, 991, 1007, 122, 130, 674,
  587, 947, 954, 1021, 290, 1552, 1560, 442, 4190, 4201, 4207, 4218, 4230, 4237, 4245, 4253, 4262,
  4271, 4280, 4290, 4300, 4311, 4322, 4334, 4346, 4355, 4367, 4379, 4391, 4403, 4411, 4420, 4429,
  4440, 1304, 196, 204, 1954, 4451, 1597, 1604, 1614, 1623, 1633, 1643, 1652, 1662, 1672, 1682, 1693,
  1704, 1716, 1729, 1742, 4459, 1753, 1759, 1777, 1795, 1864, 1811, 1820, 1831, 1844, 1854, 2008,
  2146, 1880, 1895, 2168, 2157, 1937, 1965, 2018, 2031, 2045, 2059, 2076, 2089, 2103, 2117, 2130,
  4470, 4479, 2178, 2185, 4489, 2192, 2200, 2220, 2206, 2234, 2242, 2252, 2265, 2281, 2291, 2305,
  2316, 2323, 2331, 2343, 2350, 2361, 2372, 2385, 2403, 2420, 2434, 2441, 2449, 2457, 2466, 4502,
  2487, 2496, 2505, 2512, 2522, 2533, 2542, 2552, 2561, 2567, 2575, 2591, 2607, 2618, 2614, 2634,
  2643, 2984, 2664, 2654, 2676, 2685, 2700, 2708, 2718, 2734, 2758, 2768, 2777, 2791, 2796, 2802,
  2816, 2823, 2831, 2849, 2865, 2874, 2888, 2902, 2912, 2930, 2948, 2962, 2969, 2978, 2991, 3008,
  3026, 3031, 3044, 3058, 3072, 3082, 3090, 3100, 3129, 3133, 299, 398, 362, 306, 367, 2750, 420,
  409, 374, 386, 321, 337, 328, 345, 353, 3142, 3154, 3165, 3172, 3188, 3196, 3205, 3219, 3230, 3240,
  1329, 3246, 3260, 477, 490, 212, 225, 219, 497, 503, 510, 517, 524, 4512, 4528, 4544, 4560, 4580,
  4603, 4619, 4635, 4653, 4671, 4688, 4704, 4717, 4738, 4754, 4774, 4797, 4815, 4838, 4851, 3282,
  3300, 3315, 3330, 3348, 3358, 3369, 3376, 3385, 3393, 3400, 3411, 3418, 3430, 3438, 3450, 3461,
  3477, 3490, 3504, 3516, 3540, 3558, 3581, 3594, 3611, 3623, 3647, 3657, 3667, 3684, 3695, 3706,
  3720, 3730, 3740, 3758, 3776, 3793, 3799, 3810, 3821, 3833, 3847, 3862, 3875, 3888, 3895, 3912,
};

} // namespace detail
} // namespace callgate
