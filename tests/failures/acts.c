/* What programs of the table of failures did, in a few lines each: `acts NAME` makes the call as
 * the library did that made it, goes back to what that did before where it does so, and says what
 * a user would see. Linked statically, so that a policy need allow little else. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Numbers that libc's headers may be too old for: those of x86_64 and of ABIs made since. */
#if defined(__x86_64__)
enum { rseq_number = 334, semtimedop_number = 220 };
#else
enum { rseq_number = 293, semtimedop_number = 192 };
#endif
enum { clone3_number = 435, faccessat2_number = 439, fchmodat2_number = 452 };
enum { guard_install = 102 };
static const unsigned long tcgets2 = 0x802c542aUL;

static int say(const char* text) {
  return write(STDOUT_FILENO, text, strlen(text)) < 0;
}

static int fail(const char* text) {
  say(text);
  return 1;
}

/* sshd: the pause of a login, by glibc 2.31's nanosleep. */
static int login(void) {
  const struct timespec pause = {0, 1000000};
  if (syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, &pause, NULL) != 0)
    return fail("login dropped\n");
  return say("logged in\n");
}

/* sshd: OpenSSL 1.1.1d looks whether somebody saw the kernel's generator seeded. */
static int seed(void) {
  const long segment = syscall(SYS_shmget, 114, 1, 0);
  if (segment >= 0) {
    const long at = syscall(SYS_shmat, segment, NULL, 010000 /* SHM_RDONLY */);
    if (at != -1) syscall(SYS_shmdt, at);
  }
  return say("seeded\n");
}

/* Electron, curl: the start of a thread by glibc 2.34, here of a process. */
static int start(void) {
  struct {
    uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
  } arguments = {.exit_signal = SIGCHLD};
  long child = syscall(clone3_number, &arguments, sizeof arguments);
  if (child < 0 && errno == ENOSYS) child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) _exit(0);
  if (child < 0) return fail("no threads\n");
  while (waitpid((pid_t)child, NULL, 0) < 0)
    if (errno != EINTR) return 1;
  return say("started\n");
}

/* bash and make on Alpine: musl 1.2.2's eaccess. */
static int look(void) {
  long found = syscall(faccessat2_number, AT_FDCWD, "/", X_OK, AT_EACCESS);
  if (found != 0 && errno == ENOSYS) found = syscall(SYS_faccessat, AT_FDCWD, "/", X_OK);
  return found == 0 ? say("it is there\n") : fail("it is not there\n");
}

/* Filebeat: a thread of glibc 2.35. EINVAL, EBUSY: this one's libc was there before. */
static int enrol(void) {
  static char area[32] __attribute__((aligned(32)));
  if (syscall(rseq_number, area, sizeof area, 0, 0x53053053) != 0 && errno != EINVAL &&
      errno != EBUSY)
    return fail("rseq registration failed\n");
  return say("registered\n");
}

/* tar: glibc 2.39's fchmodat with flags. */
static int unpack(void) {
  char path[] = "/tmp/acts-XXXXXX";
  const int file = mkstemp(path);
  if (file < 0) return fail("no file to try it on\n");
  long done = syscall(fchmodat2_number, AT_FDCWD, path, 0600, AT_SYMLINK_NOFOLLOW);
  if (done != 0 && errno == ENOSYS) done = syscall(SYS_fchmodat, AT_FDCWD, path, 0600);
  unlink(path);
  return done == 0 ? say("unpacked\n") : fail("Cannot change mode\n");
}

/* cloud-hypervisor: glibc 2.42's isatty; ENOTTY is an honest answer. */
static int ask_terminal(void) {
  char termios2[64];
  if (syscall(SYS_ioctl, STDOUT_FILENO, tcgets2, termios2) != 0 && errno != ENOTTY)
    return fail("the terminal does not answer\n");
  return say("asked\n");
}

/* crosvm: glibc 2.42 guards a thread's stack; kernels before 6.13 say EINVAL. */
static int guard(void) {
  char* stack = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack == MAP_FAILED) return 1;
  syscall(SYS_madvise, stack, 4096, guard_install);
  return say("guarded\n");
}

/* Firecracker: the time on a host whose vDSO has no clock. */
static int tell_time(void) {
  struct timespec now;
  if (syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) != 0) return fail("no time\n");
  return say("it is late\n");
}

/* Apache: a page that is larger than any of those that were asked for while the list was learned.
 * Nothing looks whether the body went out. */
static int serve(void) {
  if (say("HTTP/1.1 200 OK\n\n") != 0) return 1;
  const int page = (int)syscall(SYS_memfd_create, "page", 0);
  if (page >= 0 && write(page, "the body\n", 9) == 9) {
    off_t from = 0;
    syscall(SYS_sendfile, STDOUT_FILENO, page, &from, (size_t)9);
  }
  return 0;
}

/* file under fakeroot: the preloaded library asks its daemon, which is not there now. */
static int ask_daemon(void) {
  syscall(semtimedop_number, -1, NULL, 0, NULL);
  return say("ASCII text\n");
}

/* A render server: one picture in a million is larger than its cache. */
static int render(void) {
  char* picture = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (picture == MAP_FAILED) return 1;
  unsigned char resident[16];
  if (syscall(SYS_mincore, picture, (size_t)65536, resident) != 0) return fail("no picture\n");
  return say("rendered\n");
}

int main(int count, char** words) {
  static const struct {
    const char* name;
    int (*act)(void);
  } acts[] = {{"login", login},
              {"seed", seed},
              {"start", start},
              {"look", look},
              {"enrol", enrol},
              {"unpack", unpack},
              {"ask_terminal", ask_terminal},
              {"guard", guard},
              {"tell_time", tell_time},
              {"serve", serve},
              {"ask_daemon", ask_daemon},
              {"render", render}};
  for (size_t i = 0; count == 2 && i < sizeof acts / sizeof *acts; ++i)
    if (strcmp(words[1], acts[i].name) == 0) return acts[i].act();
  return 2;
}
