// What follows the line: the end by SIGSYS whatever the filter denies, or an errno value;
// and signals, stacks and threads.
#include <doctest/doctest.h>

#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>

#include <algorithm>

#include "trapping.hpp"

using callgate::AfterTrap;
using callgate::ReporterOptions;
using callgate::Trap;
using trapping::failing;
using trapping::matches;
using trapping::named;
using trapping::Outcome;
using trapping::run;
using trapping::traps;

namespace {

/// Traps getppid, allows these, and does `rest` to everything else.
std::vector<sock_filter> only(std::initializer_list<long> allowed, unsigned rest) {
  std::vector<sock_filter> filter = child::by_number(allowed, SECCOMP_RET_ALLOW, rest);
  filter.insert(filter.begin() + 1,
                {{BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getppid}, child::give(SECCOMP_RET_TRAP)});
  return filter;
}

bool is_one_line(const std::string& text) {
  return matches(text, "callgate: .*: trapped getppid@.* at .*\n");
}

int ask() {
  return static_cast<int>(syscall(SYS_getppid));
}

constexpr unsigned denials[] = {SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_TRAP,
                                SECCOMP_RET_ERRNO | EPERM,
                                SECCOMP_RET_ERRNO}; // errno 0: the call seems to succeed

} // namespace

TEST_CASE("the process ends by SIGSYS when all but write is denied, in whatever manner") {
  for (const unsigned denial : denials) {
    CAPTURE(denial);
    const Outcome outcome = run(named(), only({SYS_write}, denial), ask);
    CHECK(is_one_line(outcome.lines));
    CHECK(outcome.signal == SIGSYS);
  }
}

TEST_CASE("without write there is no line, and the same end") {
  for (const unsigned denial : denials) {
    CAPTURE(denial);
    const Outcome outcome = run(named(), only({}, denial), ask);
    CHECK(outcome.lines.empty());
    CHECK(outcome.signal == SIGSYS);
  }
}

TEST_CASE("a thread that blocks SIGSYS is ended without a line") {
  const Outcome outcome = run(failing(EDOM), traps({SYS_getppid}), [] {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, nullptr);
    return ask();
  });
  CHECK(outcome.lines.empty());
  CHECK(outcome.signal == SIGSYS);
}

TEST_CASE("all threads end, not the trapped one alone") {
  const Outcome outcome = run(named(), {}, [] {
    pthread_t thread{};
    const auto trapped = [](void*) -> void* {
      trapping::load_or_exit(only({SYS_write}, SECCOMP_RET_KILL_THREAD));
      ask();
      return nullptr;
    };
    if (pthread_create(&thread, nullptr, trapped, nullptr) != 0) return 1;
    usleep(5'000'000);
    return 2;
  });
  CHECK(is_one_line(outcome.lines));
  CHECK(outcome.signal == SIGSYS);
}

TEST_CASE("the first process of a container, which default actions do not end") {
  const Outcome outcome = run(named(), {}, []() -> int {
    if (unshare(CLONE_NEWPID) != 0) return 99;
    const int status = child::status_of([] {
      if (getpid() != 1) return 1;
      trapping::load_or_exit(traps({SYS_getppid}));
      return ask();
    });
    return status == 128 + SIGSYS ? 0 : 1;
  });
  if (outcome.status == 99) {
    MESSAGE("may not make a PID namespace: skipped");
    return;
  }
  CHECK(outcome.status == 0);
  CHECK(is_one_line(outcome.lines));
}

TEST_CASE("where the same call is let through, the next stronger end comes") {
  // No filter is there to trap it again: what end_process does alone.
  CHECK(child::status_of([] {
          callgate::detail::end_process();
          return 0;
        }) == 128 + SIGSYS);
  const auto refused = [](std::initializer_list<long> calls) {
    return run(named(), {}, [&calls] {
      sigset_t all;
      sigfillset(&all);
      sigprocmask(SIG_BLOCK, &all, nullptr);
      trapping::load_or_exit(child::by_number(calls, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW));
      callgate::detail::end_process();
      return 0;
    });
  };
  for (const long call : {SYS_tgkill, SYS_rt_sigprocmask}) // then exit_group
    CHECK(refused({call}).status == 128 + SIGSYS);
  CHECK(refused({SYS_tgkill, SYS_exit_group}).signal != 0); // by an illegal instruction
}

TEST_CASE("a call fails with the errno value, and the program goes on") {
  for (const int error : {1, EPERM, ENOSYS, 4095}) {
    const Outcome outcome = run(failing(error), traps({SYS_getppid}), [error] {
      errno = 0;
      for (int i = 0; i < 3; ++i)
        if (syscall(SYS_getppid) != -1 || errno != error) return 1;
      return 0;
    });
    CHECK(outcome.status == 0);
    CHECK(std::count(outcome.lines.begin(), outcome.lines.end(), '\n') == 3);
  }
}

TEST_CASE("failing needs rt_sigreturn, and no line when write fails") {
  if (child::sanitized) {
    MESSAGE("the sanitizer's own calls would end the child: skipped");
    return;
  }
  const Outcome outcome =
      run(failing(EDOM), only({SYS_exit_group, SYS_rt_sigreturn}, SECCOMP_RET_ERRNO | EPERM),
          [] { return ask() == -1 && errno == EDOM ? 0 : 1; });
  CHECK(outcome.lines.empty());
  CHECK(outcome.status == 0);
  CHECK(run(failing(EDOM), only({SYS_write}, SECCOMP_RET_KILL_PROCESS), ask).signal == SIGSYS);
}

TEST_CASE("a line to a pipe that nobody reads does not end a program that goes on") {
  ReporterOptions options = failing(EDOM);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  close(ends[0]);
  options.descriptor = ends[1];
  const auto status = [&options](std::initializer_list<long> refused) {
    return child::status_of([&]() -> int {
      if (!callgate::install_reporter(trapping::storage, options).installed()) return 98;
      const auto filter = child::by_number(refused, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
      trapping::load_or_exit(filter);
      trapping::load_or_exit(traps({SYS_getppid}));
      for (int i = 0; i < 2; ++i)
        if (ask() != -1 || errno != EDOM) return 1;
      return 0;
    });
  };
  CHECK(status({}) == 0);
  CHECK(status({SYS_rt_sigtimedwait}) == 128 + SIGPIPE); // what the documentation says of it
  options.after = AfterTrap::end;
  CHECK(status({}) == 128 + SIGSYS);
  close(ends[1]);
}

TEST_CASE("all signals are blocked in the handler") {
  ReporterOptions options = failing(EDOM);
  options.on_trap = [](Trap& trap, void*) noexcept {
    sigset_t blocked{};
    sigprocmask(SIG_BLOCK, nullptr, &blocked);
    for (int signal = 1; signal < SIGRTMIN; ++signal)
      if (signal < 32 && signal != SIGKILL && signal != SIGSTOP &&
          sigismember(&blocked, signal) != 1)
        trap.error = signal;
  };
  const Outcome outcome =
      run(options, traps({SYS_getppid}), [] { return ask() == -1 ? errno : 0; });
  CHECK(outcome.status == EDOM);
}

TEST_CASE("the callback sees the call, after the line, and may choose what follows") {
  static std::string seen;
  ReporterOptions options = named();
  int count = 0;
  options.argument = &count;
  options.on_trap = [](Trap& trap, void* argument) noexcept {
    ++*static_cast<int*>(argument);
    const bool as_called = trap.has_arguments && trap.arguments[0] == 7 &&
                           trap.arguments[5] == 12 && trap.number == SYS_kexec_load &&
                           trap.data == 0 && trap.address != 0;
    trap.after = AfterTrap::fail;
    trap.error = as_called ? ENOTTY : EDOM;
  };
  const Outcome outcome = run(options, traps({SYS_kexec_load}), [&count] {
    if (syscall(SYS_kexec_load, 7L, 8L, 9L, 10L, 11L, 12L) != -1 || errno != ENOTTY) return 1;
    return count == 1 ? 0 : 2;
  });
  CHECK(outcome.status == 0);

  options.on_trap = [](Trap& trap, void*) noexcept {
    trap.after = AfterTrap::fail;
    trap.error = 4096; // no errno value
  };
  CHECK(run(options, traps({SYS_getppid}), ask).signal == SIGSYS);
}

TEST_CASE("between fork and exec, and without brk and mmap") {
  if (child::sanitized) {
    MESSAGE("the sanitizer's own calls would end the child: skipped");
    return;
  }
  const auto filter =
      only({SYS_write, SYS_rt_sigreturn, SYS_rt_sigaction, SYS_exit_group, SYS_prctl, SYS_getpid,
            SYS_openat, SYS_read, SYS_process_vm_readv, SYS_close, SYS_seccomp},
           SECCOMP_RET_KILL_PROCESS);
  // The calls that installing is documented to make, and those of load.
  CHECK(child::status_of([&filter]() -> int {
          trapping::load_or_exit(filter);
          ReporterOptions options = failing(EDOM);
          options.descriptor = -1;
          if (!callgate::install_reporter(trapping::storage, options).ok()) return 1;
          if (!callgate::refresh_reporter().ok()) return 2;
          return ask() == -1 && errno == EDOM ? 0 : 3;
        }) == 0);
}

TEST_CASE("the handler runs on the thread's alternate stack") {
  static char stack[65536];
  static bool on_it;
  ReporterOptions options = failing(EDOM);
  options.on_trap = [](Trap&, void*) noexcept {
    const char here = 0;
    on_it = &here >= stack && &here < stack + sizeof stack;
  };
  const Outcome outcome = run(options, {}, [] {
    stack_t alternate{};
    alternate.ss_sp = stack;
    alternate.ss_size = sizeof stack;
    if (sigaltstack(&alternate, nullptr) != 0) return 1;
    trapping::load_or_exit(traps({SYS_getppid}));
    ask();
    return on_it ? 0 : 2;
  });
  CHECK(outcome.status == 0);
}

TEST_CASE("sixteen threads trapped at once: every line whole") {
  static constexpr int threads = 16;
  static constexpr int calls = 100;
  const Outcome outcome = run(failing(EDOM), traps({SYS_getppid}), [] {
    pthread_t ids[threads];
    const auto ask_often = [](void*) -> void* {
      for (int i = 0; i < calls; ++i)
        if (syscall(SYS_getppid) != -1 || errno != EDOM) _exit(1);
      return nullptr;
    };
    for (pthread_t& id : ids)
      if (pthread_create(&id, nullptr, ask_often, nullptr) != 0) return 2;
    for (const pthread_t id : ids)
      pthread_join(id, nullptr);
    return 0;
  });
  CHECK(outcome.status == 0);
  const std::regex whole("callgate: test_reporter\\[\\d+\\]: trapped getppid@\\S+\\(.*\\) at "
                         "0x[0-9a-f]+: \\S+\\+0x[0-9a-f]+");
  std::istringstream lines(outcome.lines);
  int good = 0;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, whole)) ++good;
    CHECK_MESSAGE(std::regex_match(line, whole), line);
  }
  CHECK(good == threads * calls);
}

TEST_CASE("sixteen threads trapped at once, and the process ends: whole lines, one at least") {
  const Outcome outcome = run(named(), {}, [] {
    static pthread_barrier_t all;
    pthread_barrier_init(&all, nullptr, 16);
    const auto wait_and_ask = [](void*) -> void* {
      trapping::load_or_exit(traps({SYS_getppid}));
      pthread_barrier_wait(&all);
      syscall(SYS_getppid);
      _exit(1);
    };
    pthread_t id{};
    for (int i = 0; i < 16; ++i)
      if (pthread_create(&id, nullptr, wait_and_ask, nullptr) != 0) return 2;
    pthread_join(id, nullptr);
    return 3;
  });
  CHECK(outcome.signal == SIGSYS);
  CHECK(matches(outcome.lines, "(callgate: .* at 0x[0-9a-f]+: \\S+\\+0x[0-9a-f]+\n)+"));
}

TEST_CASE("modules are read again and again while threads are trapped") {
  const Outcome outcome = run(failing(EDOM), traps({SYS_getppid}), [] {
    static bool done;
    const auto ask_on = [](void*) -> void* {
      while (!__atomic_load_n(&done, __ATOMIC_RELAXED))
        syscall(SYS_getppid);
      return nullptr;
    };
    pthread_t id{};
    if (pthread_create(&id, nullptr, ask_on, nullptr) != 0) return 1;
    bool good = true;
    for (int i = 0; i < 20; ++i)
      good = good && callgate::refresh_reporter().ok();
    __atomic_store_n(&done, true, __ATOMIC_RELAXED);
    pthread_join(id, nullptr);
    return good ? 0 : 2;
  });
  CHECK(outcome.status == 0);
  // With the place, or while it is read without: never with a torn one.
  const std::regex whole(
      "callgate: .* at 0x[0-9a-f]+(: (libc[.-]\\S*|test_reporter)\\+0x[0-9a-f]+)?");
  std::istringstream lines(outcome.lines);
  for (std::string line; std::getline(lines, line);)
    CHECK_MESSAGE(std::regex_match(line, whole), line);
}
