// What no ordinary command does, for tests of commands that watch.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char** argv) {
  const char* const what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "trace-me") == 0) return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? 0 : 1;
  if (strcmp(what, "many-ways") == 0) { // so many different calls of socket, twice each
    const int count = argc > 2 ? atoi(argv[2]) : 0;
    for (int i = 0; i < 2 * count; ++i)
      syscall(SYS_socket, 1000 + i / 2, SOCK_STREAM, 0);
    return 0;
  }
  return 99;
}
