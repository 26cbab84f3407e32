// Does what its first argument says, for tests that watch a command from outside.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "exit") == 0) return atoi(argv[2]);
  if (strcmp(what, "die") == 0) {
    raise(atoi(argv[2]));
    return 99;
  }
  if (strcmp(what, "copy") == 0) { // standard input to standard output
    char buffer[4096];
    for (ssize_t got; (got = read(0, buffer, sizeof buffer)) > 0;)
      if (write(1, buffer, (size_t)got) != got) return 1;
    return 0;
  }
  if (strcmp(what, "sleep") == 0) {
    write(1, "asleep\n", 7);
    for (;;)
      pause();
  }
  if (strcmp(what, "wait-for") == 0) { // a signal that it was started with blocked
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, atoi(argv[2]));
    int got = 0;
    return sigwait(&set, &got) == 0 && got == atoi(argv[2]) ? 0 : 1;
  }
  if (strcmp(what, "getppid") == 0) return syscall(SYS_getppid) == -1 ? errno : 0;
  return 98;
}
