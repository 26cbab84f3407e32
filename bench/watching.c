/* What watching.py watches: "getppid N", or "pread N". */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char** words) {
  if (count != 3) return 2;
  const long times = atol(words[2]);
  if (strcmp(words[1], "getppid") == 0) {
    for (long i = 0; i < times; ++i)
      syscall(SYS_getppid);
    return 0;
  }
  const int file = open("/dev/zero", O_RDONLY);
  char byte;
  for (long i = 0; i < times; ++i)
    if (pread(file, &byte, 1, 0) != 1) return 1;
  return 0;
}
