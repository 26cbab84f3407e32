// The same minimal program with the allowlist of docs/examples/harness.toml built at start-up
// by libseccomp, whose way it is, instead of a filter that is there already. WITH_LOAD as in
// embedder.cpp; without it nothing but the list is left.
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <seccomp.h>

extern const int allowed[] = {SCMP_SYS(read),
                              SCMP_SYS(write),
                              SCMP_SYS(writev),
                              SCMP_SYS(readv),
                              SCMP_SYS(close),
                              SCMP_SYS(fstat),
                              SCMP_SYS(lseek),
                              SCMP_SYS(lstat),
                              SCMP_SYS(stat),
                              SCMP_SYS(newfstatat),
                              SCMP_SYS(statx),
                              SCMP_SYS(mmap),
                              SCMP_SYS(mremap),
                              SCMP_SYS(munmap),
                              SCMP_SYS(brk),
                              SCMP_SYS(rt_sigaction),
                              SCMP_SYS(rt_sigreturn),
                              SCMP_SYS(rt_sigprocmask),
                              SCMP_SYS(sigaltstack),
                              SCMP_SYS(exit),
                              SCMP_SYS(exit_group),
                              SCMP_SYS(futex),
                              SCMP_SYS(set_robust_list),
                              SCMP_SYS(get_robust_list),
                              SCMP_SYS(getrandom),
                              SCMP_SYS(getpid),
                              SCMP_SYS(gettid),
                              SCMP_SYS(getuid),
                              SCMP_SYS(geteuid),
                              SCMP_SYS(getgid),
                              SCMP_SYS(getegid),
                              SCMP_SYS(clock_gettime),
                              SCMP_SYS(clock_getres),
                              SCMP_SYS(clock_nanosleep),
                              SCMP_SYS(nanosleep),
                              SCMP_SYS(ioctl),
                              SCMP_SYS(fcntl),
                              SCMP_SYS(dup),
                              SCMP_SYS(dup2),
                              SCMP_SYS(dup3),
                              SCMP_SYS(pipe),
                              SCMP_SYS(pipe2),
                              SCMP_SYS(uname),
                              SCMP_SYS(arch_prctl),
                              SCMP_SYS(prlimit64),
                              SCMP_SYS(getrlimit),
                              SCMP_SYS(set_tid_address),
                              SCMP_SYS(rseq),
                              SCMP_SYS(madvise),
                              SCMP_SYS(mprotect),
                              SCMP_SYS(epoll_create1),
                              SCMP_SYS(epoll_ctl),
                              SCMP_SYS(epoll_wait),
                              SCMP_SYS(epoll_pwait),
                              SCMP_SYS(poll),
                              SCMP_SYS(ppoll),
                              SCMP_SYS(select),
                              SCMP_SYS(pselect6),
                              SCMP_SYS(wait4),
                              SCMP_SYS(waitid),
                              SCMP_SYS(tgkill),
                              SCMP_SYS(kill),
                              SCMP_SYS(openat),
                              SCMP_SYS(open),
                              SCMP_SYS(access),
                              SCMP_SYS(faccessat),
                              SCMP_SYS(faccessat2),
                              SCMP_SYS(readlink),
                              SCMP_SYS(readlinkat),
                              SCMP_SYS(getcwd),
                              SCMP_SYS(getdents),
                              SCMP_SYS(getdents64),
                              SCMP_SYS(sched_getaffinity),
                              SCMP_SYS(sched_setaffinity),
                              SCMP_SYS(sched_yield),
                              SCMP_SYS(prctl),
                              SCMP_SYS(membarrier)};

namespace {

bool say(const char* text) {
  return write(STDERR_FILENO, text, strlen(text)) >= 0;
}

#if defined(WITH_LOAD)
int load() {
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (context == nullptr) return ENOMEM;
  int result = 0;
  for (const int number : allowed)
    if (result == 0) result = seccomp_rule_add(context, SCMP_ACT_ALLOW, number, 0);
  if (result == 0) result = seccomp_load(context);
  seccomp_release(context);
  return -result;
}
#endif

} // namespace

int main(int count, char** arguments) {
  if (count > 1 && !say(arguments[1])) return 2;
#if defined(WITH_LOAD)
  const int error = load();
#if defined(WITH_MESSAGE)
  if (error != 0) say(strerror(error));
#endif
  if (error != 0) return 4;
#endif
  return allowed[0] == -1;
}
