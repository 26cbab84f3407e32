// The listener between two processes: a child whose getppid, openat and the like are notified,
// and the test as its supervisor, which gets the descriptor over a socket.
#include <callgate/listener.h>
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <climits>
#include <csignal>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>

#include "child.hpp"

using callgate::Listener;
using callgate::ListenerProblem;
using callgate::ListenerStatus;
using callgate::Notification;

namespace {

void send_descriptor(int socket, int descriptor) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof descriptor)] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  if (sendmsg(socket, &message, 0) != 1) _exit(80);
}

int receive_descriptor(int socket) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) char room[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = room;
  message.msg_controllen = sizeof room;
  REQUIRE(recvmsg(socket, &message, MSG_CMSG_CLOEXEC) == 1);
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
  return descriptor;
}

/// A child that runs `body` with calls of `number` notified, and its listener here.
class Supervised {
public:
  Supervised(long number, const std::function<int()>& body) {
    int sockets[2];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      const auto filter = child::by_number({number}, SECCOMP_RET_USER_NOTIF, SECCOMP_RET_ALLOW);
      callgate::LoadOptions options;
      options.new_listener = true;
      const auto status = callgate::load({filter.data(), filter.size()}, options);
      if (!status.ok()) _exit(81);
      send_descriptor(sockets[1], status.listener);
      close(status.listener);
      _exit(body());
    }
    close(sockets[1]);
    descriptor_ = receive_descriptor(sockets[0]);
    close(sockets[0]);
  }
  Supervised(const Supervised&) = delete;
  Supervised& operator=(const Supervised&) = delete;
  ~Supervised() {
    close(descriptor_); // calls that still wait fail with ENOSYS
    if (pid_ > 0) end(SIGKILL);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// The child's status, as child::status_of has it, after `signal` if one is given.
  int end(int signal = 0) {
    if (signal != 0) kill(pid_, signal);
    int status = 0;
    REQUIRE(waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

private:
  pid_t pid_ = -1;
  int descriptor_ = -1;
};

constexpr int patience = 20'000; // milliseconds that no test waits in vain

Notification received(const Listener& listener) {
  Notification call{};
  const ListenerStatus status = listener.receive(call, patience);
  REQUIRE_MESSAGE(status.ok(), status.message());
  return call;
}

uint64_t address_of(const void* object) {
  return reinterpret_cast<uintptr_t>(object);
}

} // namespace

TEST_CASE("values, errors and continuing; nobody is left at the end") {
  Supervised child(SYS_getppid, [] {
    if (syscall(SYS_getppid) != 4711) return 1;
    if (syscall(SYS_getppid) != 1L << 40) return 2;
    if (syscall(SYS_getppid) != -1 || errno != ENOTTY) return 3;
    if (syscall(SYS_getppid) != -1 || errno != 4095) return 4;
    return syscall(SYS_getppid, 1, 2, 3) == getppid() ? 0 : 5; // both continued
  });
  const Listener listener(child.descriptor());
  REQUIRE(listener.opened().ok());
  CHECK(listener.descriptor() == child.descriptor());

  Notification call = received(listener);
  CHECK(call.pid == static_cast<uint32_t>(child.pid()));
  CHECK(call.data.nr == SYS_getppid);
  CHECK(listener.is_valid(call));
  CHECK(listener.respond_value(call, 4711).ok());
  CHECK(listener.respond_value(received(listener), int64_t{1} << 40).ok());
  CHECK(listener.respond_error(received(listener), ENOTTY).ok());
  call = received(listener);
  for (const int wrong : {0, -1, 4096, INT_MIN})
    CHECK(listener.respond_error(call, wrong).problem == ListenerProblem::bad_error);
  CHECK(listener.respond_error(call, 4095).ok());
  call = received(listener);
  CHECK(call.data.args[2] == 3);
  CHECK(listener.respond_continue(call).ok());
  CHECK(listener.respond_continue(received(listener)).ok());

  CHECK(child.end() == 0);
  CHECK(listener.wait(patience).problem == ListenerProblem::nobody_left);
  CHECK(listener.receive(call).problem == ListenerProblem::nobody_left);
}

TEST_CASE("waiting: nothing comes, or a signal does") {
  Supervised child(SYS_getppid, [] {
    pause();
    return 0;
  });
  const Listener listener(child.descriptor());
  CHECK(listener.wait(0).problem == ListenerProblem::timed_out);
  Notification call{};
  CHECK(listener.receive(call, 10).problem == ListenerProblem::timed_out);

  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) {};
  sigaction(SIGALRM, &action, &before);
  const itimerval often{{0, 10'000}, {0, 10'000}};
  setitimer(ITIMER_REAL, &often, nullptr);
  errno = ERANGE;
  const ListenerStatus status = listener.receive(call);
  const int error = errno;
  setitimer(ITIMER_REAL, nullptr, nullptr);
  sigaction(SIGALRM, &before, nullptr);
  CHECK(status.problem == ListenerProblem::interrupted);
  CHECK(status.error == EINTR);
  CHECK(error == ERANGE);
}

TEST_CASE("answered twice") {
  Supervised child(SYS_getppid, [] { return syscall(SYS_getppid) == 1 ? 0 : 1; });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);
  CHECK(listener.respond_value(call, 1).ok());
  const ListenerProblem again = listener.respond_value(call, 2).problem;
  // The second is caller_gone once the caller has taken the first answer and gone on.
  CHECK((again == ListenerProblem::already_answered || again == ListenerProblem::caller_gone));
  CHECK_FALSE(listener.is_valid(call));
  CHECK(child.end() == 0);
}

TEST_CASE("the caller dies after it was received: no step says otherwise") {
  Supervised child(SYS_getppid, [] {
    syscall(SYS_getppid);
    return 0;
  });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);
  CHECK(child.end(SIGKILL) == 128 + SIGKILL);

  CHECK_FALSE(listener.is_valid(call));
  const auto is_gone = [](const ListenerStatus& status) {
    return status.problem == ListenerProblem::caller_gone;
  };
  CHECK(is_gone(listener.respond_value(call, 1)));
  CHECK(is_gone(listener.respond_error(call, EPERM)));
  CHECK(is_gone(listener.respond_continue(call)));
  CHECK(is_gone(listener.add_descriptor(call, 0)));
  char bytes[8] = "unread";
  CHECK(is_gone(listener.read(call, address_of(bytes), bytes, sizeof bytes)));
  CHECK(is_gone(listener.read_string(call, address_of(bytes), bytes, sizeof bytes)));
  CHECK(bytes[0] == '\0');
}

TEST_CASE("memory of another process under the same pid is never taken for the caller's") {
  // The test's own pid stands for a recycled one: the read succeeds, and its id is stale.
  Supervised child(SYS_getppid, [] {
    syscall(SYS_getppid);
    return 0;
  });
  const Listener listener(child.descriptor());
  Notification call = received(listener);
  child.end(SIGKILL);
  call.pid = static_cast<uint32_t>(getpid());
  char own[] = "own memory";
  char bytes[sizeof own];
  CHECK(listener.read(call, address_of(own), bytes, sizeof bytes).problem ==
        ListenerProblem::caller_gone);
  CHECK(listener.read_string(call, address_of(own), bytes, sizeof bytes).problem ==
        ListenerProblem::caller_gone);
  CHECK(bytes[0] == '\0');
}

TEST_CASE("a call that is withdrawn before it is received is passed over") {
  // Two children of one filter: the first dies while its call waits, and the second calls.
  Supervised child(SYS_getppid, [] {
    const pid_t first = fork();
    if (first == 0) _exit(syscall(SYS_getppid) == 0 ? 1 : 2);
    usleep(50'000);
    kill(first, SIGKILL);
    waitpid(first, nullptr, 0);
    return syscall(SYS_getppid) == 5 ? 0 : 3;
  });
  const Listener listener(child.descriptor());
  REQUIRE(listener.wait(patience).ok()); // for the first
  usleep(200'000);
  const Notification call = received(listener);
  CHECK(call.pid == static_cast<uint32_t>(child.pid()));
  CHECK(listener.respond_value(call, 5).ok());
  CHECK(child.end() == 0);
}

TEST_CASE("an interrupted call is received again under another id") {
  Supervised child(SYS_getppid, [] {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
    return syscall(SYS_getppid) == 6 ? 0 : 1;
  });
  const Listener listener(child.descriptor());
  const Notification first = received(listener);
  kill(child.pid(), SIGUSR1);
  const Notification second = received(listener);
  CHECK(first.id != second.id);
  CHECK_FALSE(listener.is_valid(first));
  CHECK(listener.respond_value(first, 1).problem == ListenerProblem::caller_gone);
  CHECK(listener.respond_value(second, 6).ok());
  CHECK(child.end() == 0);
}

TEST_CASE("calls withdrawn all the time, also between waiting and receiving") {
  Supervised child(SYS_getppid, [] {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, nullptr);
    const itimerval often{{0, 20}, {0, 20}};
    setitimer(ITIMER_REAL, &often, nullptr);
    while (syscall(SYS_getppid) == 7)
      ;
    return 0;
  });
  const Listener listener(child.descriptor());
  int withdrawn = 0;
  for (int i = 0; i < 20'000; ++i) {
    const ListenerStatus status = listener.respond_value(received(listener), 7);
    if (status.problem == ListenerProblem::caller_gone)
      ++withdrawn;
    else
      REQUIRE_MESSAGE(status.ok(), status.message());
  }
  CHECK(withdrawn > 0);
  CHECK(child.end(SIGKILL) == 128 + SIGKILL);
}

TEST_CASE("a kernel before 5.9 knows is_valid under another number") {
  Supervised child(SYS_getppid, [] { return syscall(SYS_getppid) == 8 ? 0 : 1; });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);
  CHECK(child::status_of([&] {
          const auto refused = static_cast<unsigned>(callgate::detail::notif_id_valid);
          const sock_filter filter[] = {{BPF_LD | BPF_W | BPF_ABS, 0, 0, 24}, // the request
                                        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, refused},
                                        child::give(SECCOMP_RET_ERRNO | EINVAL),
                                        child::give(SECCOMP_RET_ALLOW)};
          if (!callgate::load(callgate::Filter(filter)).ok()) return 1;
          return listener.is_valid(call) ? 0 : 2;
        }) == 0);
  CHECK(listener.respond_value(call, 8).ok());
  CHECK(child.end() == 0);
  CHECK_FALSE(listener.is_valid(call));
}

TEST_CASE("descriptors: added with the answer, before it, and with a number of their own") {
  Supervised child(SYS_getppid, [] {
    char byte = 0;
    const auto is_that_pipe = [&](long number) {
      return number >= 0 && read(static_cast<int>(number), &byte, 1) == 1 && byte == 'x';
    };
    const long added = syscall(SYS_getppid);
    if (!is_that_pipe(added)) return 1;
    if (fcntl(static_cast<int>(added), F_GETFD) != FD_CLOEXEC) return 2;
    if (syscall(SYS_getppid) != 77 || !is_that_pipe(77)) return 3;
    if (fcntl(77, F_GETFD) != 0) return 4;
    if (syscall(SYS_getppid) != 1000 || !is_that_pipe(60)) return 5;
    if (syscall(SYS_getppid) != -1 || errno != EBADF) return 6;
    return 0;
  });
  const Listener listener(child.descriptor());
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  REQUIRE(write(pipe_ends[1], "xxxx", 4) == 4);

  Notification call = received(listener);
  const ListenerStatus any = listener.add_descriptor(call, pipe_ends[0]);
  CHECK(any.ok());
  CHECK(any.value >= 0);

  call = received(listener);
  callgate::AddOptions options;
  options.number = 77;
  options.close_on_exec = false;
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).value == 77);

  call = received(listener);
  options = {};
  options.answer = false;
  options.number = 60;
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).value == 60);
  CHECK(listener.is_valid(call));
  CHECK(listener.respond_value(call, 1000).ok());

  call = received(listener);
  CHECK(listener.add_descriptor(call, -1).problem == ListenerProblem::bad_descriptor);
  CHECK(listener.add_descriptor(call, 9999).problem == ListenerProblem::bad_descriptor);
  options = {};
  options.number = INT_MAX; // beyond the caller's limit
  CHECK(listener.add_descriptor(call, pipe_ends[0], options).problem ==
        ListenerProblem::bad_descriptor);
  CHECK(listener.is_valid(call)); // refused, so still to be answered
  CHECK(listener.respond_error(call, EBADF).ok());
  CHECK(child.end() == 0);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("the caller's memory: bytes, strings over pages, and what cannot be read") {
  // Two pages, of which the second is gone; the same addresses before and after the fork.
  constexpr size_t page = 4096;
  auto* const pages = static_cast<char*>(
      mmap(nullptr, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  REQUIRE(pages != MAP_FAILED);
  REQUIRE(munmap(pages + 2 * page, page) == 0);
  char* const over_the_edge = pages + page - 3;
  char* const at_the_end = pages + 2 * page - 6;
  Supervised child(SYS_getppid, [&] {
    std::strcpy(over_the_edge, "/etc/passwd");
    std::memcpy(at_the_end, "ended", 6);
    return syscall(SYS_getppid) == 0 ? 0 : 1;
  });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);

  char path[PATH_MAX] = "";
  const ListenerStatus status =
      listener.read_string(call, address_of(over_the_edge), path, sizeof path);
  CHECK_MESSAGE(status.ok(), status.message());
  CHECK(status.value == 11);
  CHECK(std::string(path) == "/etc/passwd");
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 12).value == 11);
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 11).problem ==
        ListenerProblem::too_long);
  CHECK(path[0] == '\0');
  CHECK(listener.read_string(call, address_of(over_the_edge), path, 0).problem ==
        ListenerProblem::too_long);
  CHECK(listener.read_string(call, address_of(at_the_end), path, sizeof path).value == 5);
  CHECK(listener.read_string(call, address_of(at_the_end) + 6, path, sizeof path).problem ==
        ListenerProblem::unreadable);
  CHECK(listener.read_string(call, UINT64_MAX, path, sizeof path).problem ==
        ListenerProblem::unreadable);
  CHECK(listener.read_string(call, 0, path, sizeof path).problem == ListenerProblem::unreadable);

  char bytes[6];
  CHECK(listener.read(call, address_of(at_the_end), bytes, sizeof bytes).value == 6);
  CHECK(std::memcmp(bytes, "ended", 6) == 0);
  CHECK(listener.read(call, address_of(at_the_end) + 1, bytes, sizeof bytes).problem ==
        ListenerProblem::unreadable); // five of six could be read
  Notification elsewhere = call;
  elsewhere.pid = 0; // of another pid namespace
  CHECK(listener.read(elsewhere, address_of(at_the_end), bytes, 1).problem ==
        ListenerProblem::caller_gone);
  CHECK(listener.respond_value(call, 0).ok());
  CHECK(child.end() == 0);
  munmap(pages, 2 * page);
}

TEST_CASE("a task that may not be traced may not be read") {
  if (geteuid() != 0) {
    MESSAGE("not root, so all tasks here are of one user: skipped");
    return;
  }
  char text[] = "secret";
  Supervised child(SYS_getppid, [&] { return syscall(SYS_getppid) == 0 ? 0 : 1; });
  const Listener listener(child.descriptor());
  const Notification call = received(listener);
  CHECK(child::status_of([&] {
          child::become_ordinary();
          char bytes[sizeof text];
          const auto status = listener.read(call, address_of(text), bytes, sizeof bytes);
          return status.problem == ListenerProblem::not_permitted ? 0 : 1;
        }) == 0);
  CHECK(listener.respond_value(call, 0).ok());
  CHECK(child.end() == 0);
}

TEST_CASE("synchronous wake-up") {
  Supervised child(SYS_getppid, [] {
    for (int i = 0; i < 100; ++i)
      if (syscall(SYS_getppid) != i) return 1;
    return 0;
  });
  const Listener listener(child.descriptor());
  const ListenerStatus status = listener.set_sync_wake_up();
  // Linux 6.6 and later; earlier ones refuse and go on as before.
  CHECK((status.ok() || status.problem == ListenerProblem::not_supported));
  for (int i = 0; i < 100; ++i)
    REQUIRE(listener.respond_value(received(listener), i).ok());
  CHECK(listener.set_sync_wake_up(false).problem == status.problem);
  CHECK(child.end() == 0);
}

TEST_CASE("descriptors that are no listener's") {
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  REQUIRE(write(pipe_ends[1], "x", 1) == 1);
  Notification call{};
  CHECK(Listener(pipe_ends[0]).receive(call).problem == ListenerProblem::not_a_listener);
  CHECK(Listener(pipe_ends[0]).respond_value(call, 0).problem == ListenerProblem::not_a_listener);
  CHECK_FALSE(Listener(pipe_ends[0]).is_valid(call));
  CHECK(Listener(9999).receive(call).problem == ListenerProblem::not_a_listener);
  CHECK(Listener(9999).set_sync_wake_up().problem == ListenerProblem::not_a_listener);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("a negative descriptor is no listener's, and nothing waits for it") {
  for (const int none : {-1, INT_MIN}) {
    const Listener listener(none);
    Notification call{};
    CHECK(listener.opened().problem == ListenerProblem::not_a_listener);
    CHECK(listener.wait().problem == ListenerProblem::not_a_listener);
    CHECK(listener.receive(call).problem == ListenerProblem::not_a_listener);
    CHECK(listener.add_descriptor(call, 0).problem == ListenerProblem::not_a_listener);
    CHECK_FALSE(listener.is_valid(call));
  }
}

TEST_CASE("reading and adding through a closed listener: it is to blame, not the caller") {
  int pipe_ends[2];
  REQUIRE(pipe2(pipe_ends, O_CLOEXEC) == 0);
  Notification call{};
  call.pid = static_cast<uint32_t>(getpid());
  char own[] = "own memory";
  char bytes[sizeof own];
  for (const int wrong : {9999, pipe_ends[0]}) {
    const Listener listener(wrong);
    CHECK(listener.read(call, address_of(own), bytes, sizeof bytes).problem ==
          ListenerProblem::not_a_listener);
    CHECK(listener.read_string(call, address_of(own), bytes, sizeof bytes).problem ==
          ListenerProblem::not_a_listener);
    CHECK(bytes[0] == '\0');
    CHECK(listener.add_descriptor(call, pipe_ends[0]).problem == ListenerProblem::not_a_listener);
  }
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_CASE("kernels whose structs are longer than the room are refused") {
  const auto has_room = [](unsigned short notification, unsigned short response) {
    return callgate::detail::have_room({notification, response, 64});
  };
  CHECK(has_room(80, 24));
  CHECK(has_room(sizeof(Notification), sizeof(callgate::detail::NotificationResponse)));
  CHECK_FALSE(has_room(sizeof(Notification) + 1, 24));
  CHECK_FALSE(has_room(80, sizeof(callgate::detail::NotificationResponse) + 1));
}

TEST_CASE("threads that receive by turns all return, in time and when nobody is left") {
  Supervised child(SYS_getppid, [] {
    for (int i = 0; i < 2000; ++i)
      if (syscall(SYS_getppid) != 5) return 1;
    return 0;
  });
  struct Shared {
    Listener listener;
    pthread_mutex_t turn;
  } shared{Listener(child.descriptor()), PTHREAD_MUTEX_INITIALIZER};
  const auto supervise = [](void* argument) -> void* {
    auto& one = *static_cast<Shared*>(argument);
    for (;;) {
      Notification call;
      pthread_mutex_lock(&one.turn);
      const ListenerStatus status = one.listener.receive(call, 20);
      pthread_mutex_unlock(&one.turn);
      if (status.problem == ListenerProblem::nobody_left) return argument;
      if (status.ok()) one.listener.respond_value(call, 5);
    }
  };
  pthread_t threads[3];
  for (pthread_t& thread : threads)
    REQUIRE(pthread_create(&thread, nullptr, supervise, &shared) == 0);
  CHECK(child.end() == 0);
  for (const pthread_t thread : threads) {
    void* result = nullptr;
    pthread_join(thread, &result);
    CHECK(result == &shared);
  }
}

TEST_CASE("without the kernel's sizes, nothing is ever written to the structs") {
  CHECK(child::status_of([] {
          const auto filter =
              child::by_number({SYS_seccomp}, SECCOMP_RET_ERRNO | EINVAL, SECCOMP_RET_ALLOW);
          if (!callgate::load({filter.data(), filter.size()}).ok()) return 1;
          const Listener listener(0);
          Notification call{};
          char byte = 0;
          const ListenerStatus all[] = {listener.opened(),
                                        listener.wait(),
                                        listener.receive(call),
                                        listener.respond_value(call, 0),
                                        listener.respond_error(call, EPERM),
                                        listener.respond_continue(call),
                                        listener.add_descriptor(call, 0),
                                        listener.read(call, 0, &byte, 1),
                                        listener.read_string(call, 0, &byte, 1),
                                        listener.set_sync_wake_up()};
          for (const ListenerStatus& status : all)
            if (status.problem != ListenerProblem::sizes_unknown || status.error != EINVAL)
              return 2;
          return listener.is_valid(call) ? 3 : 0;
        }) == 0);
}

TEST_CASE("every problem of a listener has a message of its own") {
  std::vector<std::string> seen;
  for (int i = 0; i <= static_cast<int>(ListenerProblem::failed); ++i) {
    ListenerStatus status;
    status.problem = static_cast<ListenerProblem>(i);
    const std::string message = status.message();
    CHECK(message != "unknown problem");
    CHECK(std::find(seen.begin(), seen.end(), message) == seen.end());
    seen.push_back(message);
  }
}
