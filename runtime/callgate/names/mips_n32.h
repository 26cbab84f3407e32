// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_mips_n32[] =
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
  "remap_file_pages\0rt_sigreturn\0fcntl64\0set_tid_address\0restart_syscall\0semtimedop\0"
  "fadvise64\0statfs64\0fstatfs64\0sendfile64\0timer_create\0timer_settime\0timer_gettime\0"
  "timer_getoverrun\0timer_delete\0clock_settime\0clock_gettime\0clock_getres\0clock_nanosleep\0"
  "tgkill\0utimes\0mbind\0get_mempolicy\0set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0"
  "mq_timedreceive\0mq_notify\0mq_getsetattr\0vserver\0waitid\0add_key\0request_key\0keyctl\0"
  "set_thread_area\0inotify_init\0inotify_add_watch\0inotify_rm_watch\0migrate_pages\0openat\0"
  "mkdirat\0mknodat\0fchownat\0futimesat\0newfstatat\0unlinkat\0renameat\0linkat\0symlinkat\0"
  "readlinkat\0fchmodat\0faccessat\0pselect6\0ppoll\0unshare\0splice\0sync_file_range\0tee\0"
  "vmsplice\0move_pages\0set_robust_list\0get_robust_list\0kexec_load\0getcpu\0epoll_pwait\0"
  "ioprio_set\0ioprio_get\0utimensat\0signalfd\0timerfd\0eventfd\0fallocate\0timerfd_create\0"
  "timerfd_gettime\0timerfd_settime\0signalfd4\0eventfd2\0epoll_create1\0dup3\0pipe2\0"
  "inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0perf_event_open\0accept4\0recvmmsg\0"
  "getdents64\0fanotify_init\0fanotify_mark\0prlimit64\0name_to_handle_at\0open_by_handle_at\0"
  "clock_adjtime\0syncfs\0sendmmsg\0setns\0process_vm_readv\0process_vm_writev\0kcmp\0"
  "finit_module\0sched_setattr\0sched_getattr\0renameat2\0seccomp\0getrandom\0memfd_create\0bpf\0"
  "execveat\0userfaultfd\0membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0statx\0rseq\0io_pgetevents\0clock_gettime64\0clock_settime64\0"
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

inline constexpr NumberRun runs_mips_n32[] = {
  {0x1770, 242}, {0x1863, 90}, {0x1903, 12}, {0x1910, 31}, {0x1930, 25},
};
inline constexpr uint16_t begins_mips_n32[] = {
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
  1812, 1822, 1833, 1848, 1861, 1871, 1882, 1899, 1912, 1920, 1936, 1952, 1963, 1973, 1982, 1992,
  2003, 2016, 2030, 2044, 2061, 2074, 2088, 2102, 2115, 2131, 2138, 2145, 2151, 2165, 2179, 2187,
  2197, 2210, 2226, 2236, 2250, 2258, 2265, 2273, 2285, 2292, 2308, 2321, 2339, 2356, 2370, 2377,
  2385, 2393, 2402, 2412, 2423, 2432, 2441, 2448, 2458, 2469, 2478, 2488, 2497, 2503, 2511, 2518,
  2534, 2538, 2547, 2558, 2574, 2590, 2601, 2608, 2620, 2631, 2642, 2652, 2661, 2669, 2677, 2687,
  2702, 2718, 2734, 2744, 2753, 2767, 2772, 2778, 2792, 2799, 2807, 2825, 2841, 2849, 2858, 2869,
  2883, 2897, 2907, 2925, 2943, 2957, 2964, 2973, 2979, 2996, 3014, 3019, 3032, 3046, 3060, 3070,
  3078, 3088, 3101, 3105, 3114, 3126, 3137, 3144, 3160, 3168, 3177, 3191, 3202, 3212, 3218, 3223,
  3237, 3253, 3269, 3285, 3305, 3328, 3344, 3360, 3378, 3396, 3413, 3429, 3442, 3463, 3479, 3499,
  3522, 3540, 3563, 3576, 3605, 3623, 3638, 3653, 3671, 3681, 3692, 3699, 3708, 3716, 3723, 3734,
  3741, 3753, 3761, 3773, 3784, 3800, 3813, 3827, 3839, 3863, 3881, 3904, 3921, 3933, 3957, 3967,
  3977, 3994, 4005, 4016, 4030, 4040, 4050, 4068, 4086, 4103, 4109, 4120, 4131, 4143, 4157, 4172,
  4185, 4198, 4205, 4222,
};

} // namespace detail
} // namespace callgate
