// Prints everything about the process that a command takes over from whoever executed it,
// one line each, for comparison with a run without callgate. Kinds of line are in the
// order of the calls below.
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void descriptors(void) {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == NULL) exit(1);
  for (struct dirent* entry; (entry = readdir(folder)) != NULL;) {
    const int descriptor = atoi(entry->d_name);
    if (entry->d_name[0] == '.' || descriptor == dirfd(folder)) continue;
    char path[64], target[512];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(path, target, sizeof target);
    printf("descriptor %d: %.*s\n", descriptor, (int)(length < 0 ? 0 : length), target);
  }
  closedir(folder);
}

static void status_lines(void) {
  static const char* const wanted[] = {"TracerPid", "SigPnd", "ShdPnd", "SigBlk",
                                       "SigIgn",    "SigCgt", "Uid",    "Gid",
                                       "Groups",    "CapEff", "CapPrm", "Threads"};
  FILE* file = fopen("/proc/self/status", "r");
  if (file == NULL) exit(1);
  char line[4096];
  while (fgets(line, sizeof line, file) != NULL)
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; ++i)
      if (strncmp(line, wanted[i], strlen(wanted[i])) == 0) fputs(line, stdout);
  fclose(file);
}

int main(int argc, char** argv, char** envp) {
  for (int i = 0; i < argc; ++i)
    printf("argument: %s\n", argv[i]);
  for (char** variable = envp; *variable != NULL; ++variable)
    printf("variable: %s\n", *variable);
  printf("pid: %d, parent: %d, group: %d, session: %d\n", getpid(), getppid(), getpgrp(),
         getsid(0));
  if (isatty(0)) printf("foreground group: %d\n", tcgetpgrp(0));
  descriptors();
  status_lines();
  char folder[4096];
  printf("folder: %s\n", getcwd(folder, sizeof folder));
  printf("umask: %o\n", umask(0));
  errno = 0;
  const int waited = waitpid(-1, NULL, __WALL | WNOHANG);
  printf("children: %d, %s\n", waited, strerror(errno));
  int value = 0;
  prctl(PR_GET_PDEATHSIG, &value);
  printf("parent death signal: %d\n", value);
  prctl(PR_GET_CHILD_SUBREAPER, &value);
  printf("subreaper: %d, dumpable: %d\n", value, prctl(PR_GET_DUMPABLE));
  for (int what = 0; what < RLIMIT_NLIMITS; ++what) {
    struct rlimit limit;
    getrlimit(what, &limit);
    printf("limit %d: %lld %lld\n", what, (long long)limit.rlim_cur, (long long)limit.rlim_max);
  }
  return 0;
}
