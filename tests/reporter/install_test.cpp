// Installing: what is refused, what is told about modules, and whose SIGSYS is whose.
#include <doctest/doctest.h>

#include <csignal>

#include <cstring>

#include "trapping.hpp"

using callgate::install_reporter;
using callgate::refresh_reporter;
using callgate::ReporterOptions;
using callgate::ReporterProblem;
using callgate::ReporterStatus;
using trapping::failing;
using trapping::named;
using trapping::Outcome;
using trapping::run;
using trapping::traps;

namespace {

const std::string bare_line = "callgate: .*: trapped getppid@.*\\) at 0x[0-9a-f]+\n";

int ask() {
  return static_cast<int>(syscall(SYS_getppid));
}

void refuse(std::initializer_list<long> calls) {
  trapping::load_or_exit(child::by_number(calls, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW));
}

} // namespace

TEST_CASE("errno values that are none are refused, and nothing is installed") {
  for (const int error : {0, -1, 4096}) {
    CHECK(child::status_of([error] {
            const ReporterStatus status = install_reporter(trapping::storage, failing(error));
            if (status.problem != ReporterProblem::bad_error || status.installed()) return 1;
            struct sigaction now {};
            sigaction(SIGSYS, nullptr, &now);
            if (now.sa_handler != SIG_DFL) return 2;
            const ReporterStatus again = refresh_reporter();
            if (again.installed()) return 3;
            return again.problem == ReporterProblem::not_installed ? 0 : 4;
          }) == 0);
  }
}

TEST_CASE("too small a storage is told, and lines fall back to the address") {
  static callgate::ReporterStorage<1> small;
  const Outcome outcome = run(named(), {}, [] {
    ReporterOptions options = failing(EDOM);
    options.descriptor = callgate::detail::reporter_in_force->options.descriptor;
    const ReporterStatus status = install_reporter(small, options);
    if (status.problem != ReporterProblem::modules_missed || !status.installed()) return 1;
    if (status.modules_kept != 1 || status.modules < 3) return 2; // program, libc, vdso …
    trapping::load_or_exit(traps({SYS_getppid}));
    return ask() == -1 && errno == EDOM ? 0 : 3;
  });
  CHECK(outcome.status == 0);
  CHECK(trapping::matches(outcome.lines, bare_line));
}

TEST_CASE("a filter that refuses installing's calls: by step") {
  const auto problem = [](std::initializer_list<long> calls) {
    return child::status_of([&calls] {
      refuse(calls);
      errno = ERANGE;
      const ReporterStatus status = install_reporter(trapping::storage);
      if (errno != ERANGE || status.error != EPERM) return 99;
      return static_cast<int>(status.problem);
    });
  };
  CHECK(problem({SYS_openat}) == static_cast<int>(ReporterProblem::modules_unreadable));
  CHECK(problem({SYS_read}) == static_cast<int>(ReporterProblem::modules_unreadable));
  CHECK(problem({SYS_rt_sigaction}) == static_cast<int>(ReporterProblem::signal_refused));
  // Without process_vm_readv offsets are those in the file, which is no problem.
  CHECK(problem({SYS_process_vm_readv, SYS_prctl}) == 99);
}

TEST_CASE("a refresh that is refused leaves the modules as they were") {
  const Outcome outcome = run(failing(EDOM), {}, [] {
    refuse({SYS_openat});
    const ReporterStatus status = refresh_reporter();
    if (status.problem != ReporterProblem::modules_unreadable || status.error != EPERM) return 1;
    trapping::load_or_exit(traps({SYS_getppid}));
    return ask() == -1 ? 0 : 2;
  });
  CHECK(outcome.status == 0);
  CHECK(trapping::matches(outcome.lines, "callgate: .*: libc[.-]\\S*\\+0x[0-9a-f]+\n"));
}

TEST_CASE("a forked child's process id after a refresh") {
  const Outcome outcome = run(failing(EDOM), {}, [] {
    return child::status_of([] {
      if (!refresh_reporter().ok()) return 1;
      trapping::load_or_exit(traps({SYS_getppid}));
      ask();
      const std::string id = std::to_string(getpid());
      return static_cast<int>(write(callgate::detail::reporter_in_force->options.descriptor,
                                    id.c_str(), id.size())) > 0
                 ? 0
                 : 2;
    });
  });
  CHECK(outcome.status == 0);
  const auto end = outcome.lines.find('\n');
  REQUIRE(end != std::string::npos);
  CHECK(outcome.lines.find("[" + outcome.lines.substr(end + 1) + "]: trapped") !=
        std::string::npos);
}

TEST_CASE("a child forked while another thread reads the modules can read them") {
  const Outcome outcome = run(failing(EDOM), {}, [] {
    // As if another thread were in refresh_reporter.
    if (!callgate::detail::reporter_in_force->modules.begin(getpid())) return 1;
    if (refresh_reporter().problem != ReporterProblem::refresh_running) return 2;
    return child::status_of([] {
      if (!refresh_reporter().ok() || !refresh_reporter().ok()) return 3;
      trapping::load_or_exit(traps({SYS_getppid}));
      return ask() == -1 && errno == EDOM ? 0 : 4;
    });
  });
  CHECK(outcome.status == 0);
  CHECK(trapping::matches(outcome.lines, "callgate: .*: libc[.-]\\S*\\+0x[0-9a-f]+\n"));
}

TEST_CASE("a SIGSYS that no filter sent goes where it went before") {
  static int given;
  const auto after_kill = [](void (*before)()) {
    return child::status_of([before] {
      before();
      for (int i = 0; i < 2; ++i) // the second one takes over from the first
        if (!install_reporter(trapping::storage).ok()) return 1;
      given = 0;
      kill(getpid(), SIGSYS);
      return given;
    });
  };
  CHECK(after_kill([] {}) == 128 + SIGSYS);
  CHECK(after_kill([] { signal(SIGSYS, SIG_IGN); }) == 0);
  CHECK(after_kill([] { signal(SIGSYS, [](int number) { given = number; }); }) == SIGSYS);
  CHECK(after_kill([] {
          struct sigaction action {};
          action.sa_flags = SA_SIGINFO;
          action.sa_sigaction = [](int, siginfo_t* info, void* context) {
            given = context != nullptr && info->si_pid == getpid() ? 77 : 1;
          };
          sigaction(SIGSYS, &action, nullptr);
        }) == 77);
}

TEST_CASE("errno, signal mask and the interrupted registers are left alone") {
  const Outcome outcome = run(failing(EDOM), traps({SYS_getppid}), [] {
    sigset_t before{};
    sigset_t after{};
    sigprocmask(SIG_BLOCK, nullptr, &before);
    errno = ERANGE;
#if defined(__x86_64__)
    long result = SYS_getppid;
    __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
    if (result != -EDOM || errno != ERANGE) return 1;
#else
    ask();
#endif
    sigprocmask(SIG_BLOCK, nullptr, &after);
    return memcmp(&before, &after, sizeof before) == 0 ? 0 : 2;
  });
  CHECK(outcome.status == 0);
}

TEST_CASE("every problem has a message of its own") {
  std::vector<std::string> seen;
  for (int i = 0; i <= static_cast<int>(ReporterProblem::signal_refused); ++i) {
    ReporterStatus status;
    status.problem = static_cast<ReporterProblem>(i);
    const std::string message = status.message();
    CHECK(message != "unknown problem");
    for (const std::string& other : seen)
      CHECK(message != other);
    seen.push_back(message);
  }
}
