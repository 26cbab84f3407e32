// Makes calls that the tests' policies deny, in the way that its first argument says.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// The call that every policy of the tests is about: it has no effect.
static long call(void) { return syscall(SYS_getppid, 11L, 12L, 13L, 14L, 15L, 16L); }

/// 0 or the errno value that it got.
static int error_of_call(void) { return call() == -1 ? errno : 0; }

static void say(const char* text) {
  if (write(1, text, strlen(text)) < 0) _exit(90);
}

/// A name that would be a type's in C++.
__attribute__((noinline)) static int h(void) { return error_of_call() + 1; }

/// What waitpid says of a child, as a shell shows it.
static int status_of(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) _exit(91);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static siginfo_t trapped;
static volatile sig_atomic_t traps;

static void on_trap(int signal, siginfo_t* information, void* context) {
  (void)signal;
  (void)context;
  trapped = *information;
  ++traps;
}

/// The program's own handler gets what an untraced one would.
static int trap(void) {
  struct sigaction action = {.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO};
  sigaction(SIGSYS, &action, NULL);
  call();
  if (traps != 1) return 1;
  if (trapped.si_code != 1 || trapped.si_syscall != SYS_getppid) return 2; // SYS_SECCOMP
  if (trapped.si_errno != 0 || trapped.si_call_addr == NULL) return 3;
  raise(SIGSYS); // nobody's trap
  return traps == 2 ? 0 : 4;
}

static void* make_call(void* argument) {
  *(int*)argument = error_of_call();
  return NULL;
}

/// How many of so many threads, alive together, got another errno than `expected`.
static int threads(int count, int expected) {
  pthread_t* ids = calloc((size_t)count, sizeof *ids);
  int* errors = calloc((size_t)count, sizeof *errors);
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  for (int i = 0; i < count; ++i)
    if (pthread_create(&ids[i], &small, make_call, &errors[i]) != 0) return 92;
  int wrong = 0;
  for (int i = 0; i < count; ++i) {
    pthread_join(ids[i], NULL);
    wrong += errors[i] != expected;
  }
  return wrong;
}

__attribute__((noreturn)) static void wait_forever(void) {
  for (;;)
    pause();
}

static void* idle(void* argument) {
  (void)argument;
  wait_forever();
}

static char** self;

static void* execute(void* argument) {
  (void)argument;
  char* words[] = {self[0], "error", NULL};
  execv(self[0], words);
  return NULL;
}

/// Another thread than the first executes a program, while others wait.
static int exec_by_thread(void) {
  pthread_t id;
  for (int i = 0; i < 3; ++i)
    pthread_create(&id, NULL, idle, NULL);
  pthread_create(&id, NULL, execute, NULL);
  wait_forever();
}

/// The first thread ends; another one goes on and makes the call.
static void* outlive(void* argument) {
  (void)argument;
  usleep(20000);
  exit(error_of_call());
}

static int leader_ends(void) {
  pthread_t id;
  pthread_create(&id, NULL, outlive, NULL);
  pthread_exit(NULL);
}

/// A process that nobody waits for makes the call and writes its errno, after its parents.
static int daemonize(void) {
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    usleep(100000);
    char text[32];
    snprintf(text, sizeof text, "daemon %d\n", error_of_call());
    say(text);
    _exit(5);
  }
  return 3;
}

static volatile int is_racing;
static char racing_path[2][64];
static char shared_path[64];

static void* rewrite(void* argument) {
  (void)argument;
  for (int i = 0; is_racing; ++i)
    memcpy(shared_path, racing_path[i % 2], sizeof shared_path);
  return NULL;
}

/// Denied calls whose memory another thread rewrites all the time: how many came through.
static int race(const char* folder) {
  snprintf(racing_path[0], sizeof racing_path[0], "%s/first", folder);
  snprintf(racing_path[1], sizeof racing_path[1], "%s/other", folder);
  memcpy(shared_path, racing_path[0], sizeof shared_path);
  is_racing = 1;
  pthread_t id;
  pthread_create(&id, NULL, rewrite, NULL);
  int passed = 0;
  for (int i = 0; i < 2000; ++i)
    passed += mkdir(shared_path, 0700) == 0 || errno != EXDEV;
  is_racing = 0;
  pthread_join(id, NULL);
  passed += access(racing_path[0], F_OK) == 0;
  passed += access(racing_path[1], F_OK) == 0;
  return passed < 100 ? passed : 100;
}

/// A child that stops is seen to stop, and to go on.
static int stop_child(void) {
  const pid_t child = fork();
  if (child == 0) {
    pthread_t id;
    pthread_create(&id, NULL, idle, NULL);
    raise(SIGSTOP);
    _exit(error_of_call());
  }
  int status = 0;
  if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status)) return 1;
  if (WSTOPSIG(status) != SIGSTOP) return 2;
  kill(child, SIGCONT);
  if (waitpid(child, &status, WCONTINUED) != child || !WIFCONTINUED(status)) return 3;
  return status_of(child);
}

static int kill_child(void) {
  const pid_t child = fork();
  if (child == 0) wait_forever();
  kill(child, SIGKILL);
  return status_of(child);
}

/// A process with threads and children, all of which only wait; says so when all are there.
static int crowd(void) {
  for (int i = 0; i < 5; ++i) {
    if (fork() != 0) continue;
    pthread_t id;
    for (int j = 0; j < 3; ++j)
      pthread_create(&id, NULL, idle, NULL);
    if (i == 0) setsid();
    if (i == 1) raise(SIGSTOP);
    if (i == 2)
      for (;;) {
      }
    wait_forever();
  }
  usleep(100000);
  say("crowded\n");
  wait_forever();
}

static void on_interrupt(int signal) { _exit(signal == SIGINT ? 42 : 43); }

static int wait_for_interrupt(void) {
  signal(SIGINT, on_interrupt);
  signal(SIGTERM, on_interrupt);
  say("waiting\n");
  wait_forever();
}

static int untraced(void) {
  const pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  if (child == 0) _exit(error_of_call());
  return status_of(child);
}

/// 0 or the errno value of who opens its parent's memory, without asking who that is.
static int open_parent(void) {
  char text[512];
  const int status = open("/proc/self/stat", O_RDONLY);
  const ssize_t length = read(status, text, sizeof text - 1);
  if (length <= 0) return 94;
  text[length] = '\0';
  int parent = 0;
  if (sscanf(strrchr(text, ')'), ") %*c %d", &parent) != 1) return 95;
  snprintf(text, sizeof text, "/proc/%d/mem", parent);
  return open(text, O_RDWR) >= 0 ? 0 : errno;
}

/// Leaves a child behind that has no tracer and makes no calls.
static int leave_untraced(void) {
  const pid_t child = (pid_t)syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  if (child == 0)
    for (;;) {
    }
  return 4;
}

/// A child that another program or nothing becomes.
static int status_of_new_child(int number) {
  const pid_t child = number % 2 == 0 ? fork() : vfork();
  if (child == 0) {
    if (number % 3 == 0) execl(self[0], self[0], "error", NULL);
    _exit(EXDEV);
  }
  return status_of(child);
}

static int fork_many(int count) {
  int wrong = 0;
  for (int i = 0; i < count; ++i)
    wrong += status_of_new_child(i) != EXDEV;
  return wrong;
}

/// The errno of a call that a filter of the program's own hands to a tracer, with that value.
static int own_filter(unsigned data) {
  struct sock_filter instructions[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getpgid},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_TRACE | data},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  struct sock_fprog filter = {4, instructions};
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0) return 93;
  return syscall(SYS_getpgid, 0, 12, 13, 14, 15, 16) == -1 ? errno : 0;
}

#if defined(__x86_64__)
static int raw_error(void) {
  long result = SYS_getppid;
  __asm__ volatile("syscall"
                   : "+a"(result)
                   : "D"(11L), "S"(12L), "d"(13L)
                   : "rcx", "r11", "memory");
  return result < 0 ? (int)-result : 0;
}

/// The call with a register that a tracer could not give the program.
static int with_high_base(void) {
  if (!(getauxval(AT_HWCAP2) & 2)) return -1; // no FSGSBASE
  unsigned long before;
  const unsigned long high = 0xffff800000000000UL;
  __asm__ volatile("rdfsbase %0" : "=r"(before));
  __asm__ volatile("wrfsbase %0" : : "r"(high));
  const int error = raw_error();
  __asm__ volatile("wrfsbase %0" : : "r"(before));
  return error;
}

static int with_odd_selector(void) {
  __asm__ volatile("mov %0, %%ds" : : "r"(0x28));
  return raw_error();
}

/// The call through i386's entry, which 64-bit code has too.
static int by_int80(void) {
  long result = 64;
  __asm__ volatile("int $0x80"
                   : "+a"(result)
                   : "b"(11L), "c"(12L), "d"(13L), "S"(14L), "D"(15L)
                   : "memory", "r8", "r9", "r10", "r11");
  return result < 0 ? (int)-result : 0;
}
#endif

int main(int argc, char** argv) {
  self = argv;
  const char* what = argc > 1 ? argv[1] : "";
  const int number = argc > 2 ? atoi(argv[2]) : 0;
  if (strcmp(what, "exit") == 0) return number;
  if (strcmp(what, "error") == 0) return error_of_call();
  if (strcmp(what, "short-name") == 0) return h() - 1;
  if (strcmp(what, "children") == 0) {
    for (int i = 0; i < number; ++i) {
      if (fork() == 0) _exit(h());
      wait(NULL);
    }
    return 0;
  }
  if (strcmp(what, "often") == 0) {
    for (int i = 0; i < number; ++i)
      call();
    return 0;
  }
  if (strcmp(what, "trap") == 0) return trap();
  if (strcmp(what, "threads") == 0) return threads(number, argc > 3 ? atoi(argv[3]) : 0);
  if (strcmp(what, "exec-by-thread") == 0) return exec_by_thread();
  if (strcmp(what, "leader-ends") == 0) return leader_ends();
  if (strcmp(what, "daemonize") == 0) return daemonize();
  if (strcmp(what, "race") == 0) return race(argv[2]);
  if (strcmp(what, "stop-child") == 0) return stop_child();
  if (strcmp(what, "kill-child") == 0) return kill_child();
  if (strcmp(what, "crash") == 0) abort();
  if (strcmp(what, "crowd") == 0) return crowd();
  if (strcmp(what, "wait-for-interrupt") == 0) return wait_for_interrupt();
  if (strcmp(what, "leave-untraced") == 0) return leave_untraced();
  if (strcmp(what, "open-parent") == 0) return open_parent();
  if (strcmp(what, "untraced") == 0) return untraced();
  if (strcmp(what, "fork-many") == 0) return fork_many(number);
  if (strcmp(what, "own-filter") == 0) return own_filter((unsigned)number);
  if (strcmp(what, "trace-me") == 0) return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? 0 : errno;
  if (strcmp(what, "forge") == 0) { // a SIGSYS that looks like a filter's
    siginfo_t forged = {.si_signo = SIGSYS, .si_code = 1};
    signal(SIGSYS, SIG_IGN);
    return syscall(SYS_rt_sigqueueinfo, getpid(), SIGSYS, &forged) == 0 ? 0 : errno;
  }
#if defined(__x86_64__)
  if (strcmp(what, "int80") == 0) return by_int80();
  if (strcmp(what, "high-base") == 0) return with_high_base();
  if (strcmp(what, "odd-selector") == 0) return with_odd_selector();
#endif
  return 98;
}
