// Makes the calls that its first argument names, as often as the second says, for tests that
// count them.
#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long times;

static void* call_in_thread(void* unused) {
  for (long i = 0; i < 10; ++i)
    syscall(SYS_getppid);
  return unused;
}

static void* exec_in_thread(void* path) {
  execl(path, path, "getppid", "1", (char*)NULL);
  _exit(90);
}

/// Waits for all children, however many there are.
static void reap(void) {
  while (wait(NULL) > 0) {
  }
}

static long clone_like_fork(unsigned long flags) {
  return syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
}

#ifdef __x86_64__
/// Through the 32-bit entry, from 64-bit code; the upper half of ebx's register is dirty.
static long int80(long number, long argument) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(argument) : "memory");
  return result;
}
#endif

static void* start_more(void* depth) {
  pthread_t thread;
  if ((intptr_t)depth > 0 && pthread_create(&thread, NULL, start_more, (char*)depth - 1) == 0)
    pthread_join(thread, NULL);
  syscall(SYS_getppid);
  return NULL;
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  times = argc > 2 ? atol(argv[2]) : 1;

  if (strcmp(what, "getppid") == 0) {
    for (long i = 0; i < times; ++i)
      syscall(SYS_getppid);
  } else if (strcmp(what, "pread") == 0) {
    char buffer[64];
    for (long i = 0; i < times; ++i)
      if (pread(0, buffer, sizeof buffer, 0) < 0) return 80;
  } else if (strcmp(what, "ioctl") == 0) { // each with another request
    for (long i = 0; i < times; ++i)
      syscall(SYS_ioctl, -1, i, 7);
  } else if (strcmp(what, "sockets") == 0) {
    for (long i = 0; i < times; ++i) {
      close(socket(AF_UNIX, SOCK_STREAM, 0));
      close(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    }
  } else if (strcmp(what, "six") == 0) {
    for (long i = 0; i < times; ++i)
      syscall(SYS_mremap, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66);
  } else if (strcmp(what, "threads") == 0) {
    pthread_t threads[1024];
    for (long i = 0; i < times; ++i)
      if (pthread_create(&threads[i], NULL, call_in_thread, NULL) != 0) return 81;
    for (long i = 0; i < times; ++i)
      pthread_join(threads[i], NULL);
  } else if (strcmp(what, "nested-threads") == 0) {
    start_more((void*)times);
  } else if (strcmp(what, "forks") == 0) {
    for (long i = 0; i < times; ++i) {
      if (fork() == 0) {
        syscall(SYS_getppid);
        _exit(0);
      }
      if (i % 50 == 49) reap();
    }
    reap();
  } else if (strcmp(what, "forks-in-turn") == 0) {
    for (long i = 0; i < times; ++i) {
      if (fork() == 0) _exit(0);
      wait(NULL);
    }
  } else if (strcmp(what, "vforks") == 0) {
    for (long i = 0; i < times; ++i) {
      if (vfork() == 0) {
        execl(argv[0], argv[0], "getppid", "1", (char*)NULL);
        _exit(91);
      }
      wait(NULL);
    }
  } else if (strcmp(what, "execs") == 0) { // one after the other, in one process
    if (times == 0) return 0;
    char left[24];
    char* end = left + sizeof left;
    *--end = '\0';
    for (long n = times - 1; n > 0 || *end == '\0'; n /= 10)
      *--end = (char)('0' + n % 10);
    syscall(SYS_getppid);
    execl(argv[0], argv[0], what, end, (char*)NULL);
    return 92;
  } else if (strcmp(what, "exec-in-thread") == 0) { // which takes the first thread's id
    pthread_t thread;
    pthread_create(&thread, NULL, exec_in_thread, argv[0]);
    for (;;)
      pause();
  } else if (strcmp(what, "clone-parent") == 0) { // children of this process's own parent
    for (long i = 0; i < times; ++i)
      if (clone_like_fork(CLONE_PARENT) == 0) {
        syscall(SYS_getppid);
        _exit(0);
      }
  } else if (strcmp(what, "daemons") == 0) { // which outlive their parents, in new sessions
    for (long i = 0; i < times; ++i)
      if (fork() == 0) {
        setsid();
        if (fork() == 0) {
          usleep(50000);
          syscall(SYS_getppid);
        }
        _exit(0);
      }
    reap();
  } else if (strcmp(what, "pid-namespaces") == 0) {
    for (long i = 0; i < times; ++i)
      if (clone_like_fork(CLONE_NEWPID) == 0) {
        syscall(SYS_getppid);
        _exit(0);
      }
    reap();
  } else if (strcmp(what, "strange") == 0) { // numbers that no kernel knows
    for (long i = 0; i < times; ++i)
      syscall(100000 + i);
    syscall(-1);
#ifdef __x86_64__
  } else if (strcmp(what, "int80") == 0) {
    for (long i = 0; i < times; ++i)
      int80(64, (long)0x1234567800000005); // getppid
  } else if (strcmp(what, "x32") == 0) {
    for (long i = 0; i < times; ++i)
      syscall(0x40000000 + SYS_getppid);
#endif
  } else if (strcmp(what, "filtered") == 0) { // by a filter of its own, which denies getppid
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof code / sizeof code[0], code};
    // With a listener, too, which nobody needs to ask: nothing is notified.
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter) < 0)
      return 82;
    for (long i = 0; i < times; ++i) {
      if (syscall(SYS_getppid) != -1) return 83;
      syscall(SYS_getuid);
    }
  } else if (strcmp(what, "traced") == 0) { // by its parent, call by call
    const pid_t child = fork();
    if (child == 0) {
      ptrace(PTRACE_TRACEME, 0, 0, 0);
      raise(SIGSTOP);
      for (long i = 0; i < times; ++i)
        syscall(SYS_getppid);
      _exit(0);
    }
    int status;
    while (waitpid(child, &status, 0) == child && WIFSTOPPED(status))
      ptrace(PTRACE_SYSCALL, child, 0, 0);
  } else if (strcmp(what, "killed-storm") == 0) { // children that fork, and are killed at it
    for (long i = 0; i < times; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        setpgid(0, 0);
        for (;;) {
          if (fork() == 0) _exit(0);
          wait(NULL);
        }
      }
      setpgid(child, child); // whoever is first
      usleep(2000);
      kill(-child, SIGKILL);
    }
    reap();
  } else if (strcmp(what, "die") == 0) {
    raise((int)times);
  } else if (strcmp(what, "exit") == 0) {
    return (int)times;
  } else if (strcmp(what, "sleep") == 0) {
    for (;;)
      pause();
  } else {
    return 98;
  }
  return 0;
}
