// What is counted, by each method.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <unistd.h>

#include "watched.hpp"

namespace {

using watched::Counts;
using watched::Job;
using watched::program;

/// Exits and unknown numbers are in no table of strace's; signals may meet and restarts differ, and
/// the observer leaves out the execve that starts the command.
Counts comparable(Counts counts, bool has_first_exec) {
  for (const char* name : {"exit_group", "exit", "restart_syscall", "rt_sigreturn", "5555"})
    counts.erase(name);
  if (has_first_exec && --counts["execve"] == 0) counts.erase("execve");
  return counts;
}

std::string to_text(const Counts& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += name + " " + std::to_string(count) + "\n";
  return text;
}

} // namespace

TEST_CASE("counts are those of strace") {
  const std::vector<std::vector<std::string>> commands{
      {program("act"), "calls"},
      {"/bin/ls", "/"},
      {"/bin/sh", "-c", "ls / | sort | tail -n 1"},
      {"/bin/sh", "-c", "for i in 1 2 3; do /bin/true; done; cat /etc/passwd | wc -l; exit 3"},
  };
  for (const auto& command : commands) {
    CAPTURE(command.back());
    const Counts expected = comparable(watched::counts_of_strace(command), true);
    if (expected.empty()) {
      MESSAGE("skipped: there is no strace here");
      return;
    }
    for (const std::string& method : watched::methods()) {
      CAPTURE(method);
      const watched::Result result = watched::observe({method, command});
      CHECK(to_text(comparable(result.seen.counts, false)) == to_text(expected));
    }
  }
}

TEST_CASE("every thread and child is counted, and failed and unknown calls are") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    const watched::Result calls = watched::observe({method, {program("act"), "calls"}});
    CHECK(calls.status == 0);
    CHECK(calls.seen.count("getppid") == 1000);
    CHECK(calls.seen.count("getuid") == 10);
    CHECK(calls.seen.count("getegid") == 1);
    CHECK(calls.seen.count("5555") == 1);
    CHECK(calls.seen.count("execve") == 1); // the one that failed: the command's own is not
    CHECK(calls.seen.count("exit_group") == 3);

    const watched::Result threads = watched::observe({method, {program("act"), "threads"}});
    CHECK(threads.status == 0);
    CHECK(threads.seen.count("getppid") == 20'000);

    const watched::Result forks = watched::observe({method, {program("act"), "forks"}});
    CHECK(forks.status == 0);
    CHECK(forks.seen.count("getuid") == 900);

    const watched::Result exec = watched::observe({method, {program("act"), "thread-exec"}});
    CHECK(exec.status == 0);
    CHECK(exec.seen.count("getppid") == 1000);
  }
}

#if defined(__x86_64__)
TEST_CASE("calls through the other ABI's entry are its calls") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    const watched::Result result = watched::observe({method, {program("act"), "compat"}});
    if (result.status != 0) {
      MESSAGE("skipped: this kernel has no 32-bit calls");
      return;
    }
    CHECK(result.seen.text.find("1073741827 20 getpid 3\n") != std::string::npos);
  }
}
#endif

TEST_CASE("a signal before the answer makes no second call") {
  for (const std::string& method : watched::methods()) {
    CAPTURE(method);
    const watched::Result result = watched::observe({method, {program("act"), "interrupted"}});
    CHECK(result.status == 0);
    CHECK(result.seen.count("getppid") == 20'000);
    CHECK(result.seen.count("rt_sigreturn") > 0);
  }
}

TEST_CASE("an ordinary user can") {
  if (getuid() != 0) {
    MESSAGE("skipped: the tests run as one already");
    return;
  }
  for (const std::string method : {"notification", "trace"}) {
    CAPTURE(method);
    const watched::Result result =
        watched::observe({method, {"/bin/sh", "-c", "cat /etc/passwd | wc -l; exit 3"}, 65534});
    CHECK(result.status == 3);
    CHECK(result.seen.count("clone") + result.seen.count("vfork") + result.seen.count("clone3") >=
          2);
  }
}
