// Opens files for a child that cannot: those beneath one directory, and no others.
//   supervisor DIRECTORY FILE...        the child shows the first line of each
#include "reader_filter.h"

#include <callgate/listener.h>
#include <callgate/runtime.h>

#include <err.h>
#include <linux/openat2.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <climits>
#include <cstring>
#include <fstream>
#include <iostream>

// The child gives its listener away before it closes it: it must not answer itself.
static void enter_filter(int parent) {
  callgate::LoadOptions options;
  options.new_listener = true;
  const callgate::Status status = callgate::load(callgate::Filter(reader_filter), options);
  if (!status.ok()) errx(1, "cannot filter: %s", status.message());
  char taken = 0;
  if (write(parent, &status.listener, sizeof(int)) != sizeof(int) || read(parent, &taken, 1) != 1)
    errx(1, "nobody takes the listener");
  close(status.listener);
}

static int take_listener(pid_t child, int socket) {
  int number = -1;
  if (read(socket, &number, sizeof number) != sizeof number) errx(1, "the child has no listener");
  const long process = syscall(SYS_pidfd_open, child, 0);
  const long listener = syscall(SYS_pidfd_getfd, process, number, 0);
  if (listener == -1 || write(socket, "", 1) != 1) err(1, "cannot take the listener");
  return static_cast<int>(listener);
}

static void show(const char* path) {
  std::ifstream file(path);
  char line[256];
  file.getline(line, sizeof line);
  std::cout << path << ": " << (file.is_open() ? line : std::strerror(errno)) << '\n';
}

// Opens the file itself, by its own copy of the path. To look at the path and let the child
// continue would be no check: it could have changed by the time the kernel reads it.
static void answer(callgate::Listener listener, const callgate::Notification& call, int directory) {
  char path[PATH_MAX];
  open_how how{O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
  long file = -1;
  if (listener.read_string(call, call.data.args[1], path, sizeof path).ok())
    file = syscall(SYS_openat2, directory, path, &how, sizeof how);
  if (file == -1 || !listener.add_descriptor(call, static_cast<int>(file)).ok())
    listener.respond_error(call, EACCES);
  if (file != -1) close(static_cast<int>(file));
}

int main(int argc, char** argv) {
  if (argc < 2) errx(2, "usage: supervisor DIRECTORY FILE...");
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == -1) err(1, "socketpair");
  const pid_t child = fork();
  if (child == -1) err(1, "fork");
  close(sockets[child == 0 ? 0 : 1]);
  if (child == 0) {
    enter_filter(sockets[1]);
    for (int i = 2; i < argc; ++i)
      show(argv[i]);
    return 0;
  }
  const callgate::Listener listener(take_listener(child, sockets[0]));
  const int directory = open(argv[1], O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (directory == -1) err(1, "%s", argv[1]);
  callgate::Notification call;
  while (listener.receive(call).ok())
    answer(listener, call, directory);
}
