/* A daemon in C: the emitted header and nothing else. */
#include "my_daemon_filter.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

int main(void) {
  const int result = my_daemon_install();
  if (result != 0) {
    fprintf(stderr, "daemon: no filter: %s\n", strerror(-result));
    return 1;
  }
  struct utsname names;
  if (uname(&names) != -1 || errno != EPERM) {
    puts("uname was not denied");
    return 1;
  }
  puts("uname was denied");
  return 0;
}
