// Made by test_reporter --update out of the tables of arch/; not to be edited.
// clang-format off
#pragma once

#include <callgate/names/table.h>

namespace callgate {
namespace detail {

inline constexpr char text_alpha[] =
  "osf_syscall\0exit\0fork\0read\0write\0osf_old_open\0close\0osf_wait4\0osf_old_creat\0link\0"
  "unlink\0osf_execve\0chdir\0fchdir\0mknod\0chmod\0chown\0brk\0osf_getfsstat\0lseek\0getxpid\0"
  "osf_mount\0umount2\0setuid\0getxuid\0exec_with_loader\0ptrace\0osf_nrecvmsg\0osf_nsendmsg\0"
  "osf_nrecvfrom\0osf_naccept\0osf_ngetpeername\0osf_ngetsockname\0access\0osf_chflags\0"
  "osf_fchflags\0sync\0kill\0osf_old_stat\0setpgid\0osf_old_lstat\0dup\0pipe\0"
  "osf_set_program_attributes\0osf_profil\0open\0osf_old_sigaction\0getxgid\0osf_sigprocmask\0"
  "osf_getlogin\0osf_setlogin\0acct\0sigpending\0ioctl\0osf_reboot\0osf_revoke\0symlink\0"
  "readlink\0execve\0umask\0chroot\0osf_old_fstat\0getpgrp\0getpagesize\0osf_mremap\0vfork\0"
  "stat\0lstat\0osf_sbrk\0osf_sstk\0mmap\0osf_old_vadvise\0munmap\0mprotect\0madvise\0vhangup\0"
  "osf_kmodcall\0osf_mincore\0getgroups\0setgroups\0osf_old_getpgrp\0setpgrp\0osf_setitimer\0"
  "osf_old_wait\0osf_table\0osf_getitimer\0gethostname\0sethostname\0getdtablesize\0dup2\0fstat\0"
  "fcntl\0osf_select\0poll\0fsync\0setpriority\0socket\0connect\0accept\0getpriority\0send\0"
  "recv\0sigreturn\0bind\0setsockopt\0listen\0osf_plock\0osf_old_sigvec\0osf_old_sigblock\0"
  "osf_old_sigsetmask\0sigsuspend\0osf_sigstack\0recvmsg\0sendmsg\0osf_old_vtrace\0"
  "osf_gettimeofday\0osf_getrusage\0getsockopt\0readv\0writev\0osf_settimeofday\0fchown\0fchmod\0"
  "recvfrom\0setreuid\0setregid\0rename\0truncate\0ftruncate\0flock\0setgid\0sendto\0shutdown\0"
  "socketpair\0mkdir\0rmdir\0osf_utimes\0osf_old_sigreturn\0osf_adjtime\0getpeername\0"
  "osf_gethostid\0osf_sethostid\0getrlimit\0setrlimit\0osf_old_killpg\0setsid\0quotactl\0"
  "osf_oldquota\0getsockname\0osf_pid_block\0osf_pid_unblock\0sigaction\0osf_sigwaitprim\0"
  "osf_nfssvc\0osf_getdirentries\0osf_statfs\0osf_fstatfs\0osf_asynch_daemon\0osf_getfh\0"
  "osf_getdomainname\0setdomainname\0osf_exportfs\0osf_alt_plock\0osf_getmnt\0"
  "osf_alt_sigpending\0osf_alt_setsid\0osf_swapon\0msgctl\0msgget\0msgrcv\0msgsnd\0semctl\0"
  "semget\0semop\0osf_utsname\0lchown\0shmat\0shmctl\0shmdt\0shmget\0osf_mvalid\0"
  "osf_getaddressconf\0osf_msleep\0osf_mwakeup\0msync\0osf_signal\0osf_utc_gettime\0"
  "osf_utc_adjtime\0osf_security\0osf_kloadcall\0osf_stat\0osf_lstat\0osf_fstat\0osf_statfs64\0"
  "osf_fstatfs64\0getpgid\0getsid\0sigaltstack\0osf_waitid\0osf_priocntlset\0osf_sigsendset\0"
  "osf_set_speculative\0osf_msfs_syscall\0osf_sysinfo\0osf_uadmin\0osf_fuser\0"
  "osf_proplist_syscall\0osf_ntp_adjtime\0osf_ntp_gettime\0osf_pathconf\0osf_fpathconf\0"
  "osf_uswitch\0osf_usleep_thread\0osf_audcntl\0osf_audgen\0sysfs\0osf_subsys_info\0"
  "osf_getsysinfo\0osf_setsysinfo\0osf_afs_syscall\0osf_swapctl\0osf_memcntl\0osf_fdatasync\0"
  "bdflush\0sethae\0mount\0old_adjtimex\0swapoff\0getdents\0create_module\0init_module\0"
  "delete_module\0get_kernel_syms\0syslog\0reboot\0clone\0uselib\0mlock\0munlock\0mlockall\0"
  "munlockall\0sysinfo\0_sysctl\0oldumount\0swapon\0times\0personality\0setfsuid\0setfsgid\0"
  "ustat\0statfs\0fstatfs\0sched_setparam\0sched_getparam\0sched_setscheduler\0"
  "sched_getscheduler\0sched_yield\0sched_get_priority_max\0sched_get_priority_min\0"
  "sched_rr_get_interval\0afs_syscall\0uname\0nanosleep\0mremap\0nfsservctl\0setresuid\0"
  "getresuid\0pciconfig_read\0pciconfig_write\0query_module\0prctl\0pread64\0pwrite64\0"
  "rt_sigreturn\0rt_sigaction\0rt_sigprocmask\0rt_sigpending\0rt_sigtimedwait\0rt_sigqueueinfo\0"
  "rt_sigsuspend\0select\0gettimeofday\0settimeofday\0getitimer\0setitimer\0utimes\0getrusage\0"
  "wait4\0adjtimex\0getcwd\0capget\0capset\0sendfile\0setresgid\0getresgid\0dipc\0pivot_root\0"
  "mincore\0pciconfig_iobase\0getdents64\0gettid\0readahead\0tkill\0setxattr\0lsetxattr\0"
  "fsetxattr\0getxattr\0lgetxattr\0fgetxattr\0listxattr\0llistxattr\0flistxattr\0removexattr\0"
  "lremovexattr\0fremovexattr\0futex\0sched_setaffinity\0sched_getaffinity\0tuxcall\0io_setup\0"
  "io_destroy\0io_getevents\0io_submit\0io_cancel\0exit_group\0lookup_dcookie\0epoll_create\0"
  "epoll_ctl\0epoll_wait\0remap_file_pages\0set_tid_address\0restart_syscall\0fadvise64\0"
  "timer_create\0timer_settime\0timer_gettime\0timer_getoverrun\0timer_delete\0clock_settime\0"
  "clock_gettime\0clock_getres\0clock_nanosleep\0semtimedop\0tgkill\0stat64\0lstat64\0fstat64\0"
  "vserver\0mbind\0get_mempolicy\0set_mempolicy\0mq_open\0mq_unlink\0mq_timedsend\0"
  "mq_timedreceive\0mq_notify\0mq_getsetattr\0waitid\0add_key\0request_key\0keyctl\0ioprio_set\0"
  "ioprio_get\0inotify_init\0inotify_add_watch\0inotify_rm_watch\0fdatasync\0kexec_load\0"
  "migrate_pages\0openat\0mkdirat\0mknodat\0fchownat\0futimesat\0fstatat64\0unlinkat\0renameat\0"
  "linkat\0symlinkat\0readlinkat\0fchmodat\0faccessat\0pselect6\0ppoll\0unshare\0"
  "set_robust_list\0get_robust_list\0splice\0sync_file_range\0tee\0vmsplice\0move_pages\0getcpu\0"
  "epoll_pwait\0utimensat\0signalfd\0timerfd\0eventfd\0recvmmsg\0fallocate\0timerfd_create\0"
  "timerfd_settime\0timerfd_gettime\0signalfd4\0eventfd2\0epoll_create1\0dup3\0pipe2\0"
  "inotify_init1\0preadv\0pwritev\0rt_tgsigqueueinfo\0perf_event_open\0fanotify_init\0"
  "fanotify_mark\0prlimit64\0name_to_handle_at\0open_by_handle_at\0clock_adjtime\0syncfs\0setns\0"
  "accept4\0sendmmsg\0process_vm_readv\0process_vm_writev\0kcmp\0finit_module\0sched_setattr\0"
  "sched_getattr\0renameat2\0getrandom\0memfd_create\0execveat\0seccomp\0bpf\0userfaultfd\0"
  "membarrier\0mlock2\0copy_file_range\0preadv2\0pwritev2\0statx\0io_pgetevents\0pkey_mprotect\0"
  "pkey_alloc\0pkey_free\0rseq\0statfs64\0fstatfs64\0getegid\0geteuid\0getppid\0"
  "pidfd_send_signal\0io_uring_setup\0io_uring_enter\0io_uring_register\0open_tree\0move_mount\0"
  "fsopen\0fsconfig\0fsmount\0fspick\0pidfd_open\0clone3\0close_range\0openat2\0pidfd_getfd\0"
  "faccessat2\0process_madvise\0epoll_pwait2\0mount_setattr\0quotactl_fd\0"
  "landlock_create_ruleset\0landlock_add_rule\0landlock_restrict_self\0process_mrelease\0"
  "futex_waitv\0set_mempolicy_home_node\0cachestat\0fchmodat2\0map_shadow_stack\0futex_wake\0"
  "futex_wait\0futex_requeue\0statmount\0listmount\0lsm_get_self_attr\0lsm_set_self_attr\0"
  "lsm_list_modules\0mseal\0setxattrat\0getxattrat\0listxattrat\0removexattrat\0open_tree_attr\0"
  "file_getattr\0file_setattr\0listns\0rseq_slice_yield\0fchroot\0";

inline constexpr NumberRun runs_alpha[] = {
  {0x0, 53}, {0x36, 65}, {0x78, 31}, {0x99, 2}, {0x9c, 6}, {0xa3, 4}, {0xa9, 1}, {0xb5, 1},
  {0xb8, 1}, {0xbb, 2}, {0xc7, 22}, {0xde, 7}, {0xe9, 16}, {0xfa, 12}, {0x12c, 20}, {0x141, 59},
  {0x17d, 22}, {0x195, 128}, {0x216, 23}, {0x22e, 25},
};
inline constexpr uint16_t begins_alpha[] = {
  0, 12, 17, 22, 27, 33, 46, 52, 62, 76, 81, 88, 99, 105, 112, 118, 124, 130, 134, 148, 154, 162,
  172, 180, 187, 195, 212, 219, 232, 245, 259, 271, 288, 305, 312, 324, 337, 342, 347, 360, 368, 382,
  386, 391, 418, 429, 434, 452, 460, 476, 489, 502, 507, 518, 524, 535, 546, 554, 563, 570, 576, 583,
  597, 605, 617, 628, 634, 639, 645, 654, 663, 668, 684, 691, 700, 708, 716, 729, 741, 751, 761, 777,
  785, 799, 812, 822, 836, 848, 860, 874, 879, 885, 891, 902, 907, 913, 925, 932, 940, 947, 959, 964,
  969, 979, 984, 995, 1002, 1012, 1027, 1044, 1063, 1074, 1087, 1095, 1103, 1118, 1135, 1149, 1160,
  1166, 1173, 1190, 1197, 1204, 1213, 1222, 1231, 1238, 1247, 1257, 1263, 1270, 1277, 1286, 1297,
  1303, 1309, 1320, 1338, 1350, 1362, 1376, 1390, 1400, 1410, 1425, 1432, 1441, 1454, 1466, 1480,
  1496, 1506, 1522, 1533, 1551, 1562, 1574, 1592, 1602, 1620, 1634, 1647, 1661, 1672, 1691, 1706,
  1717, 1724, 1731, 1738, 1745, 1752, 1759, 1765, 1777, 1784, 1790, 1797, 1803, 1810, 1821, 1840,
  1851, 1863, 1869, 1880, 1896, 1912, 1925, 1939, 1948, 1958, 1968, 1981, 1995, 2003, 2010, 2022,
  2033, 2049, 2064, 2084, 2101, 2113, 2124, 2134, 2155, 2171, 2187, 2200, 2214, 2226, 2244, 2256,
  2267, 2273, 2289, 2304, 2319, 2335, 2347, 2359, 2373, 2381, 2388, 2394, 2407, 2415, 2424, 2438,
  2450, 2464, 2480, 2487, 2494, 2500, 2507, 2513, 2521, 2530, 2541, 2549, 2557, 2567, 2574, 2580,
  2592, 2601, 2610, 2616, 2623, 2631, 2646, 2661, 2680, 2699, 2711, 2734, 2757, 2779, 2791, 2797,
  2807, 2814, 2825, 2835, 2845, 2860, 2876, 2889, 2895, 2903, 2912, 2925, 2938, 2953, 2967, 2983,
  2999, 3013, 3020, 3033, 3046, 3056, 3066, 3073, 3083, 3089, 3098, 3105, 3112, 3119, 3128, 3138,
  3148, 3153, 3164, 3172, 3189, 3200, 3207, 3217, 3223, 3232, 3242, 3252, 3261, 3271, 3281, 3291,
  3302, 3313, 3325, 3338, 3351, 3357, 3375, 3393, 3401, 3410, 3421, 3434, 3444, 3454, 3465, 3480,
  3493, 3503, 3514, 3531, 3547, 3563, 3573, 3586, 3600, 3614, 3631, 3644, 3658, 3672, 3685, 3701,
  3712, 3719, 3726, 3734, 3742, 3750, 3756, 3770, 3784, 3792, 3802, 3815, 3831, 3841, 3855, 3862,
  3870, 3882, 3889, 3900, 3911, 3924, 3942, 3959, 3969, 3980, 3994, 4001, 4009, 4017, 4026, 4036,
  4046, 4055, 4064, 4071, 4081, 4092, 4101, 4111, 4120, 4126, 4134, 4150, 4166, 4173, 4189, 4193,
  4202, 4213, 4220, 4232, 4242, 4251, 4259, 4267, 4276, 4286, 4301, 4317, 4333, 4343, 4352, 4366,
  4371, 4377, 4391, 4398, 4406, 4424, 4440, 4454, 4468, 4478, 4496, 4514, 4528, 4535, 4541, 4549,
  4558, 4575, 4593, 4598, 4611, 4625, 4639, 4649, 4659, 4672, 4681, 4689, 4693, 4705, 4716, 4723,
  4739, 4747, 4756, 4762, 4776, 4790, 4801, 4811, 4816, 4825, 4835, 4843, 4851, 4859, 4877, 4892,
  4907, 4925, 4935, 4946, 4953, 4962, 4970, 4977, 4988, 4995, 5007, 5015, 5027, 5038, 5054, 5067,
  5081, 5093, 5117, 5135, 5158, 5175, 5187, 5211, 5221, 5231, 5248, 5259, 5270, 5284, 5294, 5304,
  5322, 5340, 5357, 5363, 5374, 5385, 5397, 5411, 5426, 5439, 5452, 5459, 5476,
};

} // namespace detail
} // namespace callgate
