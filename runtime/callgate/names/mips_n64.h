// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_mips_n64[] =
  "read\0write\0open\0close\0stat\0fstat\0lstat\0poll\0lseek\0mmap\0mprotect\0munmap\0brk\0"
  "rt_sigaction\0rt_sigprocmask\0ioctl\0pread64\0pwrite64\0readv\0writev\0access\0pipe\0"
  "_newselect\0sched_yield\0mremap\0msync\0mincore\0madvise\0shmget\0shmat\0shmctl\0dup\0dup2\0"
  "pause\0nanosleep\0getitimer\0setitimer\0alarm\0getpid\0sendfile\0socket\0connect\0accept\0"
  "sendto\0recvfrom\0sendmsg\0recvmsg\0shutdown\0bind\0listen\0getsockname\0getpeername\0"
  "socketpair\0setsockopt\0getsockopt\0clone\0fork\0execve\0exit\0wait4\0kill\0uname\0semget\0"
  "semop\0semctl\0shmdt\0msgget\0msgsnd\0msgrcv\0msgctl\0fcntl\0flock\0fsync\0fdatasync\0"
  "truncate\0ftruncate\0getdents\0getcwd\0chdir\0fchdir\0rename\0mkdir\0rmdir\0creat\0link\0"
  "unlink\0symlink\0readlink\0chmod\0fchmod\0chown\0fchown\0lchown\0umask\0gettimeofday\0"
  "getrlimit\0getrusage\0sysinfo\0times\0ptrace\0getuid\0syslog\0getgid\0setuid\0setgid\0"
  "geteuid\0getegid\0setpgid\0getppid\0getpgrp\0setsid\0setreuid\0setregid\0getgroups\0"
  "setgroups\0setresuid\0getresuid\0setresgid\0getresgid\0getpgid\0setfsuid\0setfsgid\0getsid\0"
  "capget\0capset\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0rt_sigsuspend\0sigaltstack\0"
  "utime\0mknod\0personality\0ustat\0statfs\0fstatfs\0sysfs\0getpriority\0setpriority\0"
  "sched_setparam\0sched_getparam\0sched_setscheduler\0sched_getscheduler\0"
  "sched_get_priority_max\0sched_get_priority_min\0sched_rr_get_interval\0mlock\0munlock\0"
  "mlockall\0munlockall\0vhangup\0pivot_root\0_sysctl\0prctl\0adjtimex\0setrlimit\0chroot\0sync\0"
  "acct\0settimeofday\0mount\0umount2\0swapon\0swapoff\0reboot\0sethostname\0setdomainname\0"
  "create_module\0init_module\0delete_module\0get_kernel_syms\0query_module\0quotactl\0"
  "nfsservctl\0getpmsg\0putpmsg\0afs_syscall\0reserved177\0gettid\0readahead\0setxattr\0"
  "lsetxattr\0fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0"
  "removexattr\0lremovexattr\0fremovexattr\0tkill\0reserved193\0futex\0sched_setaffinity\0"
  "sched_getaffinity\0cacheflush\0cachectl\0sysmips\0io_setup\0io_destroy\0io_getevents\0"
  "io_submit\0io_cancel\0exit_group\0lookup_dcookie\0epoll_create\0epoll_ctl\0epoll_wait\0"
  "remap_file_pages\0rt_sigreturn\0set_tid_address\0restart_syscall\0semtimedop\0fadvise64\0"
  "timer_create\0timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0"
  "clock_gettime\0clock_getres\0clock_nanosleep\0tgkill\0utimes\0mbind\0get_mempolicy\0"
  "set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0mq_timedreceive\0mq_notify\0mq_getsetattr\0"
  "vserver\0waitid\0add_key\0request_key\0keyctl\0set_thread_area\0inotify_init\0"
  "inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0"
  "futimesat\0newfstatat\0unlinkat\0renameat\0linkat\0symlinkat\0readlinkat\0fchmodat\0"
  "faccessat\0pselect6\0ppoll\0unshare\0splice\0sync_file_range\0tee\0vmsplice\0move_pages\0"
  "set_robust_list\0get_robust_list\0kexec_load\0getcpu\0epoll_pwait\0ioprio_set\0ioprio_get\0"
  "utimensat\0signalfd\0timerfd\0eventfd\0fallocate\0timerfd_create\0timerfd_gettime\0"
  "timerfd_settime\0signalfd4\0eventfd2\0epoll_create1\0dup3\0pipe2\0inotify_init1\0preadv\0"
  "pwritev\0rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0fanotify_init\0fanotify_mark\0"
  "prlimit64\0name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0sendmmsg\0setns\0"
  "process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0getdents64\0sched_setattr\0"
  "sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0execveat\0userfaultfd\0"
  "membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0pkey_alloc\0pkey_free\0"
  "statx\0rseq\0io_pgetevents\0pidfd_send_signal\0io_uring_setup\0io_uring_enter\0"
  "io_uring_register\0open_tree\0move_mount\0fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0"
  "clone3\0close_range\0openat2\0pidfd_getfd\0faccessat2\0process_madvise\0epoll_pwait2\0"
  "mount_setattr\0quotactl_fd\0landlock_create_ruleset\0landlock_add_rule\0"
  "landlock_restrict_self\0process_mrelease\0futex_waitv\0set_mempolicy_home_node\0cachestat\0"
  "fchmodat2\0map_shadow_stack\0futex_wake\0futex_wait\0futex_requeue\0statmount\0listmount\0"
  "lsm_get_self_attr\0lsm_set_self_attr\0lsm_list_modules\0mseal\0setxattrat\0getxattrat\0"
  "listxattrat\0removexattrat\0open_tree_attr\0file_getattr\0file_setattr\0listns\0"
  "rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_mips_n64[] = {
  {0x1388, 238}, {0x1477, 90}, {0x1530, 23}, {0x1548, 25},
};
inline constexpr uint16_t begins_mips_n64[] = {
  0, 5, 11, 16, 22, 27, 33, 39, 44, 50, 55, 64, 71, 75, 88, 103, 109, 117, 126, 132, 139, 146, 151,
  162, 174, 181, 187, 195, 203, 210, 216, 223, 227, 232, 238, 248, 258, 268, 274, 281, 290, 297, 305,
  312, 319, 328, 336, 344, 353, 358, 365, 377, 389, 400, 411, 422, 428, 433, 440, 445, 451, 456, 462,
  469, 475, 482, 488, 495, 502, 509, 516, 522, 528, 534, 544, 553, 563, 572, 579, 585, 592, 599, 605,
  611, 617, 622, 629, 637, 646, 652, 659, 665, 672, 679, 685, 698, 708, 718, 726, 732, 739, 746, 753,
  760, 767, 774, 782, 790, 798, 806, 814, 821, 830, 839, 849, 859, 869, 879, 889, 899, 907, 916, 925,
  932, 939, 946, 960, 976, 992, 1006, 1018, 1024, 1030, 1042, 1048, 1055, 1063, 1069, 1081, 1093,
  1108, 1123, 1142, 1161, 1184, 1207, 1229, 1235, 1243, 1252, 1263, 1271, 1282, 1290, 1296, 1305,
  1315, 1322, 1327, 1332, 1345, 1351, 1359, 1366, 1374, 1381, 1393, 1407, 1421, 1433, 1447, 1463,
  1476, 1485, 1496, 1504, 1512, 1524, 1536, 1543, 1553, 1562, 1572, 1582, 1591, 1601, 1611, 1621,
  1632, 1643, 1655, 1668, 1681, 1687, 1699, 1705, 1723, 1741, 1752, 1761, 1769, 1778, 1789, 1802,
  1812, 1822, 1833, 1848, 1861, 1871, 1882, 1899, 1912, 1928, 1944, 1955, 1965, 1978, 1992, 2006,
  2023, 2036, 2050, 2064, 2077, 2093, 2100, 2107, 2113, 2127, 2141, 2149, 2159, 2172, 2188, 2198,
  2212, 2220, 2227, 2235, 2247, 2254, 2270, 2283, 2301, 2318, 2332, 2339, 2347, 2355, 2364, 2374,
  2385, 2394, 2403, 2410, 2420, 2431, 2440, 2450, 2459, 2465, 2473, 2480, 2496, 2500, 2509, 2520,
  2536, 2552, 2563, 2570, 2582, 2593, 2604, 2614, 2623, 2631, 2639, 2649, 2664, 2680, 2696, 2706,
  2715, 2729, 2734, 2740, 2754, 2761, 2769, 2787, 2803, 2811, 2820, 2834, 2848, 2858, 2876, 2894,
  2908, 2915, 2924, 2930, 2947, 2965, 2970, 2983, 2994, 3008, 3022, 3032, 3040, 3050, 3063, 3067,
  3076, 3088, 3099, 3106, 3122, 3130, 3139, 3153, 3164, 3174, 3180, 3185, 3199, 3217, 3232, 3247,
  3265, 3275, 3286, 3293, 3302, 3310, 3317, 3328, 3335, 3347, 3355, 3367, 3378, 3394, 3407, 3421,
  3433, 3457, 3475, 3498, 3515, 3527, 3551, 3561, 3571, 3588, 3599, 3610, 3624, 3634, 3644, 3662,
  3680, 3697, 3703, 3714, 3725, 3737, 3751, 3766, 3779, 3792, 3799, 3816,
};

} // namespace detail
} // namespace callgate
