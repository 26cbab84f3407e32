// load() on the live kernel: what it refuses by itself, what the kernel refuses and how
// the status tells, and that it disturbs nothing.
#include <callgate/listener.h>
#include <callgate/runtime.h>
#include <doctest/doctest.h>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>

#include <cstring>
#include <iterator>
#include <utility>

#include "child.hpp"

using callgate::Filter;
using callgate::load;
using callgate::LoadOptions;
using callgate::Problem;
using callgate::Stage;
using callgate::Status;

namespace {

Filter view(const std::vector<sock_filter>& filter) {
  return {filter.data(), filter.size()};
}

/// An x86_64 program without anything that the loader has no business doing.
const std::vector<sock_filter> only_what_load_needs = child::by_number(
    {SYS_seccomp, SYS_prctl, SYS_pread64, SYS_exit_group, SYS_rt_sigreturn, SYS_getppid},
    SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);

#if defined(SYS_poll)
constexpr long poll_of_libc = SYS_poll;
#else
constexpr long poll_of_libc = SYS_ppoll;
#endif

} // namespace

TEST_CASE("rules that are checked before any system call") {
  const Filter good(child::allow_everything);
  // Had load made a call, this would end the child: strict mode has exit and not exit_group.
  const auto problem_in_strict_mode = [](Filter filter, LoadOptions options) {
    return child::status_of([&]() -> int {
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
      const Status status = load(filter, options);
      const bool as_promised = status.stage() == Stage::arguments && status.error == 0;
      syscall(SYS_exit, as_promised ? static_cast<int>(status.problem) : 99);
      return 99;
    });
  };
  const auto is = [](Problem problem) { return static_cast<int>(problem); };

  CHECK(problem_in_strict_mode({nullptr, 1}, {}) == is(Problem::empty_filter));
  CHECK(problem_in_strict_mode({child::allow_everything, 0}, {}) == is(Problem::empty_filter));
  CHECK(problem_in_strict_mode({child::allow_everything, 4097}, {}) ==
        is(Problem::filter_too_long));
  CHECK(problem_in_strict_mode({child::allow_everything, 65537}, {}) ==
        is(Problem::filter_too_long));

  LoadOptions options;
  options.tsync_esrch = true;
  CHECK(problem_in_strict_mode(good, options) == is(Problem::tsync_esrch_without_tsync));
  options = {};
  options.tsync = options.new_listener = true;
  CHECK(problem_in_strict_mode(good, options) == is(Problem::listener_with_tsync));
  options = {};
  options.wait_killable_recv = true;
  CHECK(problem_in_strict_mode(good, options) == is(Problem::wait_killable_without_listener));

  CHECK(problem_in_strict_mode(good, {}) == 128 + SIGKILL); // and here it did make a call
}

TEST_CASE("a filter takes effect, as root and as an ordinary user") {
  for (const bool ordinary : {false, true}) {
    CHECK(child::status_of([&] {
            if (ordinary) child::become_ordinary();
            const auto filter =
                child::by_number({SYS_getppid}, SECCOMP_RET_ERRNO | ENOTTY, SECCOMP_RET_ALLOW);
            const Status status = load(view(filter));
            if (!status.ok() || status.stage() != Stage::loaded) return 1;
            if (status.error != 0 || status.listener != -1 || status.thread != 0) return 2;
            if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1) return 3;
            return syscall(SYS_getppid) == -1 && errno == ENOTTY ? 0 : 4;
          }) == 0);
  }
}

TEST_CASE("4096 instructions load, and what no kernel accepts is told apart from unknown flags") {
  CHECK(child::status_of([] {
          const std::vector<sock_filter> longest(4096, child::give(SECCOMP_RET_ALLOW));
          return static_cast<int>(load(view(longest)).problem);
        }) == static_cast<int>(Problem::none));
  CHECK(child::status_of([] {
          const std::vector<sock_filter> too_long(4097, child::give(SECCOMP_RET_ALLOW));
          return static_cast<int>(load(view(too_long)).problem);
        }) == static_cast<int>(Problem::filter_too_long));
  CHECK(child::status_of([] {
          const sock_filter no_return[] = {child::load_number};
          LoadOptions options;
          options.log = true; // known since 4.14: EINVAL must be about the filter
          const Status status = load(Filter(no_return), options);
          if (status.stage() != Stage::load || status.error != EINVAL) return 99;
          return static_cast<int>(status.problem);
        }) == static_cast<int>(Problem::filter_refused));
  CHECK(child::status_of([] {
          const Status status = load({reinterpret_cast<const sock_filter*>(8), 1});
          return static_cast<int>(status.problem);
        }) == static_cast<int>(Problem::filter_unreadable));
  CHECK(callgate::detail::invalid_argument(1UL << 20) == Problem::flag_unknown);
}

TEST_CASE("without no_new_privs: EACCES for an ordinary user, fine for root") {
  const auto load_without = [] {
    LoadOptions options;
    options.set_no_new_privs = false;
    const Status status = load(Filter(child::allow_everything), options);
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 0) return 99;
    if (!status.ok() && (status.error != EACCES || status.stage() != Stage::load)) return 98;
    return static_cast<int>(status.problem);
  };
  CHECK(child::status_of([&] {
          child::become_ordinary();
          return load_without();
        }) == static_cast<int>(Problem::not_privileged));
  if (geteuid() == 0) CHECK(child::status_of(load_without) == static_cast<int>(Problem::none));
}

TEST_CASE("an earlier filter that forbids a step is named by the step") {
  CHECK(child::status_of([] {
          load(view(child::by_number({SYS_prctl}, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW)));
          const Status status = load(Filter(child::allow_everything));
          if (status.stage() != Stage::no_new_privs || status.error != EPERM) return 99;
          LoadOptions options;
          options.set_no_new_privs = false; // which the message recommends
          return load(Filter(child::allow_everything), options).ok() ? 0 : 98;
        }) == 0);
  CHECK(child::status_of([] {
          load(view(child::by_number({SYS_seccomp}, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW)));
          const Status status = load(Filter(child::allow_everything));
          return static_cast<int>(status.error == EPERM ? status.problem : Problem::none);
        }) == static_cast<int>(Problem::load_refused));
  CHECK(child::status_of([] {
          load(
              view(child::by_number({SYS_seccomp}, SECCOMP_RET_ERRNO | ENOSYS, SECCOMP_RET_ALLOW)));
          return static_cast<int>(load(Filter(child::allow_everything)).problem);
        }) == static_cast<int>(Problem::no_filters));
}

TEST_CASE("the stack of filters is bounded") {
  CHECK(child::status_of([] {
          const std::vector<sock_filter> longest(4096, child::give(SECCOMP_RET_ALLOW));
          for (int loaded = 0; loaded < 16; ++loaded) {
            const Status status = load(view(longest));
            if (status.problem == Problem::stack_full && status.error == ENOMEM) return 0;
            if (!status.ok()) return 1;
          }
          return 2;
        }) == 0);
}

TEST_CASE("a listener is returned, close-on-exec, and only one may be") {
  CHECK(child::status_of([] {
          LoadOptions options;
          options.new_listener = true;
          const Status first = load(Filter(child::allow_everything), options);
          if (!first.ok() || first.listener < 0) return 1;
          if (fcntl(first.listener, F_GETFD) != FD_CLOEXEC) return 2;
          const Status second = load(Filter(child::allow_everything), options);
          if (second.problem != Problem::listener_exists || second.error != EBUSY) return 3;
          return second.listener == -1 ? 0 : 4;
        }) == 0);
  SUBCASE("also as descriptor 0") {
    CHECK(child::status_of([] {
            close(0);
            LoadOptions options;
            options.new_listener = true;
            const Status status = load(Filter(child::allow_everything), options);
            return status.ok() && status.listener == 0 ? 0 : 1;
          }) == 0);
  }
}

TEST_CASE("log, spec_allow and wait_killable_recv are accepted together") {
  CHECK(child::status_of([] {
          LoadOptions options;
          options.log = options.spec_allow = true;
          options.new_listener = options.wait_killable_recv = true;
          const Status status = load(Filter(child::allow_everything), options);
          return static_cast<int>(status.problem); // flag_unknown before Linux 5.19
        }) == static_cast<int>(Problem::none));
  CHECK(child::status_of([] {
          // A filter without spec_allow makes the thread force-disable speculative store
          // bypass where the kernel is told to (spec_store_bypass_disable=seccomp); with it
          // the state stays as it was.
          const int before = prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, 0, 0, 0);
          LoadOptions options;
          options.spec_allow = true;
          if (!load(Filter(child::allow_everything), options).ok()) return 1;
          return prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS, 0, 0, 0) == before ? 0 : 2;
        }) == 0);
}

TEST_CASE("errno is left alone, whatever happens") {
  CHECK(child::status_of([] {
          errno = ERANGE;
          const sock_filter no_return[] = {child::load_number};
          if (load(Filter(no_return)).error != EINVAL || errno != ERANGE) return 1;
          if (!load(Filter(child::allow_everything)).ok() || errno != ERANGE) return 2;
          if (callgate::read_back(-1).error != EBADF || errno != ERANGE) return 3;
          return 0;
        }) == 0);
}

TEST_CASE("loads in a thread that may do nothing else any more: no brk, mmap or futex") {
  if (child::sanitized) {
    MESSAGE("the sanitizer's own calls would end the child: skipped");
    return;
  }
  CHECK(child::status_of([] {
          const int status_file = open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC);
          if (!load(view(only_what_load_needs)).ok()) return 1;
          for (int i = 0; i < 3; ++i)
            if (!load(Filter(child::allow_everything)).ok()) return 2;
          if (!callgate::read_back().filtered()) return 3;
          const callgate::ReadBack state = callgate::read_back(status_file);
          return state.filtered() && (state.filters == -1 || state.filters == 4) ? 0 : 4;
        }) == 0);
}

TEST_CASE("loads between fork and exec, and the program after exec is filtered") {
  const auto run_grep = [](bool loads) {
    const pid_t pid = fork();
    if (pid == 0) {
      if (loads && !load(Filter(child::allow_everything)).ok()) _exit(9);
      execl("/bin/grep", "grep", "-q", "^Seccomp:.2$", "/proc/self/status", nullptr);
      _exit(8);
    }
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
  };
  CHECK(run_grep(true) == 0);
  CHECK(run_grep(false) == 1);
}

TEST_CASE("loads between vfork and exec, in the memory of the parent") {
  errno = ERANGE;
  const pid_t pid = vfork();
  if (pid == 0) {
    if (!load(Filter(child::allow_everything)).ok()) _exit(9);
    execl("/bin/grep", "grep", "-q", "^Seccomp:.2$", "/proc/self/status", nullptr);
    _exit(8);
  }
  CHECK(errno == ERANGE);
  int status = 0;
  REQUIRE(waitpid(pid, &status, 0) == pid);
  CHECK(status == 0);
  CHECK_FALSE(callgate::read_back().filtered());
}

TEST_CASE("probes and listens in a thread that may do nothing else any more") {
  if (child::sanitized) {
    MESSAGE("the sanitizer's own calls would end the child: skipped");
    return;
  }
  CHECK(child::status_of([] {
          const std::vector<sock_filter> only_what_these_need =
              child::by_number({SYS_seccomp, SYS_uname, poll_of_libc, SYS_ioctl,
                                SYS_process_vm_readv, SYS_exit_group},
                               SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);
          LoadOptions options;
          options.new_listener = true;
          const Status status = load(view(only_what_these_need), options);
          if (!status.ok() || !callgate::probe().filters) return 1;
          const callgate::Listener listener(status.listener);
          callgate::Notification call{};
          if (!listener.opened().ok() || listener.wait(1).ok()) return 2;
          if (listener.is_valid(call) || listener.respond_value(call, 0).ok()) return 3;
          char bytes[4];
          call.pid = 1;
          if (listener.read_string(call, 0, bytes, sizeof bytes).ok()) return 4;
          return listener.opened().message()[0] == '\0' ? 5 : 0;
        }) == 0);
}

TEST_CASE("loads in a signal handler") {
  CHECK(child::status_of([] {
          struct sigaction action {};
          action.sa_handler = [](int) {
            const sock_filter filter[] = {child::load_number,
                                          {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_getppid},
                                          child::give(SECCOMP_RET_ERRNO | ENOTTY),
                                          child::give(SECCOMP_RET_ALLOW)};
            if (!load(Filter(filter)).ok()) _exit(1);
          };
          sigaction(SIGUSR1, &action, nullptr);
          errno = ERANGE;
          raise(SIGUSR1);
          if (errno != ERANGE) return 2;
          return syscall(SYS_getppid) == -1 && errno == ENOTTY ? 0 : 3;
        }) == 0);
}

TEST_CASE("every problem has its message: all of them lie in one string") {
  const std::pair<Problem, const char*> starts[] = {
      {Problem::none, "the filter is loaded"},
      {Problem::empty_filter, "empty filter:"},
      {Problem::filter_too_long, "the filter has more than 4096"},
      {Problem::tsync_esrch_without_tsync, "tsync_esrch without tsync:"},
      {Problem::listener_with_tsync, "new_listener with tsync:"},
      {Problem::wait_killable_without_listener, "wait_killable_recv without new_listener:"},
      {Problem::no_new_privs_refused, "no_new_privs refused"},
      {Problem::not_privileged, "not privileged:"},
      {Problem::filter_refused, "the kernel refused the filter:"},
      {Problem::flag_unknown, "kernel too old for an option:"},
      {Problem::filter_unreadable, "the filter's address"},
      {Problem::stack_full, "no room:"},
      {Problem::listener_exists, "an earlier filter has a listener"},
      {Problem::thread_differs, "tsync: another thread"},
      {Problem::no_filters, "no seccomp filters"},
      {Problem::load_refused, "seccomp(2) refused"},
  };
  CHECK(std::size(starts) == static_cast<std::size_t>(Problem::load_refused) + 1);
  Status status;
  for (const auto& [problem, start] : starts) {
    status.problem = problem;
    CHECK(std::strncmp(status.message(), start, std::strlen(start)) == 0);
  }
  status.problem = static_cast<Problem>(static_cast<int>(Problem::load_refused) + 1);
  CHECK(std::strcmp(status.message(), "unknown problem") == 0);
  static_assert(Status{}.message()[0] == 't');
}
