// Names of constants that programs know from libc and that UAPI headers lack, reviewed by
// hand. generator/constants.py reads this after the kernel's headers, for every ABI.
#define F_OK 0
#define X_OK 1
#define W_OK 2
#define R_OK 4
#define SCHED_OTHER SCHED_NORMAL
#ifndef MAP_ANON
#define MAP_ANON MAP_ANONYMOUS
#endif
