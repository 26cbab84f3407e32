// The listener between two processes: receiving and answering, and what may happen to the
// caller meanwhile.
#include <doctest/doctest.h>

#include <climits>
#include <pthread.h>
#include <sys/time.h>

#include "supervised.hpp"

using namespace supervision;

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
