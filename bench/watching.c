/* What watching.py watches: "getppid N", or "pread N", of 64 bytes of itself. */
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
  const int file = open(words[0], O_RDONLY);
  char bytes[64];
  for (long i = 0; i < times; ++i)
    if (pread(file, bytes, sizeof bytes, 0) != sizeof bytes) return 1;
  return 0;
}
