// How commands end.
#include <doctest/doctest.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "watched.hpp"

using namespace callgate;
using namespace std::chrono_literals;

TEST_CASE("statuses and signals are the command's") {
  if (!watched::possible()) return;
  CHECK(watched::watch("exit", 7).ended.status == 7);
  CHECK(watched::watch("die", SIGSEGV).ended.signal == SIGSEGV);
  CHECK(watched::watch("die", SIGKILL).ended.signal == SIGKILL);
}

TEST_CASE("a command over its time is ended, and what it did is kept") {
  if (!watched::possible()) return;
  const watched::Seen seen = watched::watch("sleep", 1, {{}, {}, 300ms});
  CHECK(seen.ended.timed_out);
  CHECK(seen.ended.signal == SIGKILL);
  CHECK(seen.count("pause") == 1);
}

TEST_CASE("commands that cannot be started") {
  if (!watched::possible()) return;
  struct Case {
    const char* path;
    int status;
  };
  constexpr Case cases[] = {{"/nowhere/nothing", 127}, {"/etc/passwd", 126}};
  for (const Case& c : cases) {
    CAPTURE(c.path);
    records::Tally tally{records::Interest{}};
    const std::vector<std::string> command{c.path};
    const auto result = watch::observe_by_counters(command, {}, tally);
    const auto* const failure = std::get_if<process::Failure>(&result);
    REQUIRE(failure != nullptr);
    CHECK(failure->status == c.status);
    CHECK(tally.calls().empty());
  }
}

TEST_CASE("without the privilege it is refused, and says what it takes") {
  if (!watched::possible()) return;
  // In a child, as privilege does not come back.
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (setgid(65534) != 0 || setuid(65534) != 0) _exit(2);
    const auto reason = watch::why_no_counters();
    _exit(reason && reason->find("CAP_BPF") != std::string::npos ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
}
