/* A daemon that says back what it is told: opens its socket, drops to its policy, serves.
 *   echod SOCKET [--try-shell] */
#define _GNU_SOURCE
#include "echod_filter.h"

#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_at(const char* path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, path);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener == -1) return -1;
  if (bind(listener, (const struct sockaddr*)&address, sizeof address) == -1) return -1;
  return listen(listener, 16) == -1 ? -1 : listener;
}

static int send_all(int client, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t sent = send(client, data, size, MSG_NOSIGNAL);
    if (sent == -1) return -1;
    data += sent;
    size -= (size_t)sent;
  }
  return 0;
}

static int echo(int client) {
  char data[4096];
  ssize_t got = 0;
  while ((got = read(client, data, sizeof data)) > 0)
    if (send_all(client, data, (size_t)got) == -1) return -1;
  return (int)got;
}

int main(int argc, char** argv) {
  if (argc < 2) errx(2, "usage: echod SOCKET [--try-shell]");
  const int listener = listen_at(argv[1]);
  if (listener == -1) err(1, "%s", argv[1]);
  const int refused = echod_install();
  if (refused != 0) errx(1, "cannot filter system calls: %s", strerror(-refused));
  fprintf(stderr, "echod: serving at %s\n", argv[1]);
  if (argc > 2 && strcmp(argv[2], "--try-shell") == 0) execl("/bin/sh", "sh", (char*)NULL);

  for (;;) {
    const int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (client == -1) {
      if (errno != ECONNABORTED) err(1, "accept");
      continue;
    }
    if (echo(client) == -1) warn("client");
    close(client);
  }
}
