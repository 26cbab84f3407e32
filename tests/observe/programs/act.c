// What the observer's tests watch. Its first word says what it does; none of it looks at what
// libc makes of it, so counts can be compared exactly.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

static void ready(void) {
  if (write(1, "ready\n", 6) != 6) _exit(90);
}

static void repeat(int times, long number) {
  for (int i = 0; i < times; ++i)
    syscall(number);
}

static int calls(void) {
  char* const arguments[] = {"nothing", NULL};
  repeat(1000, SYS_getppid);
  syscall(5555);
  if (close(-1) == 0 || errno != EBADF) return 1;
  execv("/nonexistent/program", arguments);
  const pid_t child = fork();
  if (child == 0) {
    repeat(10, SYS_getuid);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  const pid_t shared = vfork();
  if (shared == 0) {
    syscall(SYS_getegid);
    _exit(0);
  }
  waitpid(shared, NULL, 0);
  return 0;
}

static void* thread(void* unused) {
  repeat(100, SYS_getppid);
  return unused;
}

static int threads(int count) {
  pthread_t* const all = calloc((size_t)count, sizeof *all);
  for (int i = 0; i < count; ++i)
    if (pthread_create(&all[i], NULL, thread, NULL) != 0) return 1;
  for (int i = 0; i < count; ++i)
    pthread_join(all[i], NULL);
  return 0;
}

// Exec by a thread that is not the first.
static void* execute(void* path) {
  execl(path, path, "calls", NULL);
  return NULL;
}

static int thread_exec(char* path) {
  pthread_t one;
  pthread_create(&one, NULL, execute, path);
  pthread_join(one, NULL);
  return 1;
}

static void compute(void) {
  const long end = seconds() + 60; // of the vDSO: no call
  while (seconds() < end) {
  }
}

// Each process lives just long enough to leave another behind.
static void flee(void) {
  const long end = seconds() + 20;
  while (seconds() < end)
    if (fork() > 0) _exit(0);
  _exit(0);
}

static void sleep_long(void) {
  const struct timespec time = {60, 0};
  nanosleep(&time, NULL);
}

// Some of everything that is hard to end.
static int tree(void) {
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    sleep_long();
    _exit(0);
  }
  if (fork() == 0) {
    signal(SIGTERM, SIG_IGN);
    compute();
    _exit(0);
  }
  if (fork() == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  if (fork() == 0) flee();
  ready();
  sleep_long();
  return 0;
}

static int forks(void) {
  for (int i = 0; i < 300; ++i) {
    const pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      repeat(3, SYS_getuid);
      _exit(0);
    }
    if (i % 10 == 9)
      while (wait(NULL) > 0) {
      }
  }
  return 0;
}

static int daemonize(void) {
  if (fork() != 0) return 7;
  setsid();
  if (fork() != 0) _exit(0);
  const struct timespec time = {0, 200000000};
  nanosleep(&time, NULL);
  repeat(3, SYS_getegid);
  _exit(0);
}

static long listen_by_filter(const struct sock_fprog* program) {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, program);
}

static int listener(void) {
  struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {1, allow};
  char line[100];
  const ssize_t got = read(0, line, sizeof line);
  repeat(5, SYS_getegid);
  if (listen_by_filter(&program) < 0) return 1;
  printf("listening after %zd bytes\n", got);
  return 0;
}

// The processes above this one, up to the observer: a digit each, whether their memory could be
// opened.
static int open_parents(int generations) {
  char text[512];
  int process = getpid();
  while (generations-- > 0) {
    snprintf(text, sizeof text, "/proc/%d/stat", process);
    const int status = open(text, O_RDONLY);
    const ssize_t length = read(status, text, sizeof text - 1);
    if (length <= 0) return 91;
    text[length] = '\0';
    if (sscanf(strrchr(text, ')'), ") %*c %d", &process) != 1) return 92;
    snprintf(text, sizeof text, "/proc/%d/mem", process);
    if (open(text, O_RDWR) >= 0) return 1;
    if (errno != EACCES) return 93;
  }
  return 0;
}

static int probe(void) {
  return listen_by_filter(NULL) == -1 && errno == EFAULT ? 0 : 1;
}

static int own_filter(void) {
  struct sock_filter deny[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getegid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {4, deny};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 1;
  return syscall(SYS_getegid) == -1 && errno == EPERM ? 0 : 1;
}

static int trace_child(void) {
  const pid_t child = fork();
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) _exit(1);
    raise(SIGSTOP);
    repeat(10, SYS_getegid);
    _exit(5);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFSTOPPED(status)) return 1;
  int stops = 0;
  for (;;) {
    ptrace(PTRACE_SYSCALL, child, 0, 0);
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) break;
    ++stops;
  }
  return WEXITSTATUS(status) == 5 && stops > 20 ? 0 : 2;
}

static volatile sig_atomic_t alarms;

static void on_alarm(int signal) {
  alarms += signal != 0;
}

// Signals meet calls that wait for their answer.
static int interrupted(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_alarm;
  action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &action, NULL);
  const struct itimerval often = {{0, 500}, {0, 500}};
  const struct itimerval never = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &often, NULL);
  repeat(20000, SYS_getppid);
  setitimer(ITIMER_REAL, &never, NULL);
  return alarms > 0 ? 0 : 1;
}

static int wait_for_signal(void) {
  ready();
  sleep_long();
  return 0;
}

static volatile sig_atomic_t interrupts;

static void on_interrupt(int signal) {
  interrupts += signal != 0;
}

// How many SIGINTs came, counted for a while after the first.
static int count_interrupts(void) {
  const struct timespec while_more_may_come = {0, 300000000};
  struct timespec left = while_more_may_come;
  signal(SIGINT, on_interrupt);
  ready();
  while (interrupts == 0)
    nanosleep(&while_more_may_come, NULL);
  while (nanosleep(&left, &left) != 0) {
  }
  return 40 + interrupts;
}

// A call through the other ABI's entry.
static int compat(void) {
#if defined(__x86_64__)
  long result = 20; // getpid of i386
  for (int i = 0; i < 3; ++i) {
    result = 20;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
  }
  return result == getpid() ? 0 : 1;
#else
  return 0;
#endif
}

int main(int argc, char** argv) {
  const char* const what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "calls") == 0) return calls();
  if (strcmp(what, "threads") == 0) return threads(200);
  if (strcmp(what, "forks") == 0) return forks();
  if (strcmp(what, "thread-exec") == 0) return thread_exec(argv[0]);
  if (strcmp(what, "tree") == 0) return tree();
  if (strcmp(what, "daemonize") == 0) return daemonize();
  if (strcmp(what, "listener") == 0) return listener();
  if (strcmp(what, "open-parents") == 0) return open_parents(atoi(argv[2]));
  if (strcmp(what, "probe") == 0) return probe();
  if (strcmp(what, "own-filter") == 0) return own_filter();
  if (strcmp(what, "trace-child") == 0) return trace_child();
  if (strcmp(what, "interrupted") == 0) return interrupted();
  if (strcmp(what, "compute") == 0) {
    ready();
    compute();
    return 0;
  }
  if (strcmp(what, "wait") == 0) return wait_for_signal();
  if (strcmp(what, "count-interrupts") == 0) return count_interrupts();
  if (strcmp(what, "compat") == 0) return compat();
  if (strcmp(what, "crash") == 0) raise(SIGSEGV);
  if (strcmp(what, "killed") == 0) raise(SIGKILL);
  return 99;
}
