// The filter is in force from the command's first instruction, and not before.
#include <doctest/doctest.h>

#include <csignal>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "launch.hpp"

using namespace launch;

namespace {

/// getppid at either width fails with ENOTTY.
Filter deny_getppid() {
  constexpr unsigned getppid_32 = 64; // semget on x86_64, which nobody here calls
  return by_number({SYS_getppid, getppid_32}, SECCOMP_RET_ERRNO | ENOTTY, SECCOMP_RET_ALLOW);
}

} // namespace

TEST_CASE("a program that the policy lets do two things runs, though execve is denied") {
  if (widths().size() == 1) MESSAGE("no 32-bit programs: that half is skipped");
  for (const int width : widths()) {
    CAPTURE(width);
    const Outcome within =
        run({.command = {program("tiny", width)}, .filter = only_write_and_exit()});
    CHECK(within.status() == 7);
    CHECK(within.out == "hello\n");
    CHECK(within.err.empty());
    const Outcome beyond =
        run({.command = {program("tiny", width), "more"}, .filter = only_write_and_exit()});
    CHECK(beyond.status() == 128 + SIGSYS);
    CHECK(beyond.out == "hello\n");
  }
}

TEST_CASE("as an ordinary user too") {
  for (const int width : widths()) {
    const Outcome outcome = run({.command = {program("tiny", width), "more"},
                                 .filter = only_write_and_exit(),
                                 .before = become_ordinary});
    CHECK(outcome.err == "");
    CHECK(outcome.status() == 128 + SIGSYS);
  }
}

TEST_CASE("both ways of installing have the same effect") {
  for (const When when : {When::first_instruction, When::before_exec}) {
    for (const int width : widths()) {
      const Outcome outcome = run(
          {.command = {program("act", width), "getppid"}, .filter = deny_getppid(), .when = when});
      CHECK(outcome.status() == ENOTTY);
    }
  }
}

TEST_CASE("before exec, a policy without execve ends the process there") {
  const Outcome outcome = run(
      {.command = {program("tiny")}, .filter = only_write_and_exit(), .when = When::before_exec});
  CHECK(outcome.status() == 128 + SIGSYS);
  CHECK(outcome.out.empty());
}

TEST_CASE("the longest filter fits below the stack pointer, at both widths") {
  Filter longest(4095, {callgate::bpf::op::ld_imm, 0, 0, 1});
  longest.push_back({callgate::bpf::op::ret_k, 0, 0, SECCOMP_RET_ALLOW});
  for (const int width : widths())
    CHECK(run({.command = {program("tiny", width)}, .filter = longest}).status() == 7);
}

TEST_CASE("no_new_privs is set before the exec, so that setuid bits never take effect") {
  if (geteuid() != 0) {
    MESSAGE("needs root to make a setuid program: skipped");
    return;
  }
  char folder[] = "/tmp/callgate-setuid-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string path = std::string(folder) + "/state";
  std::ofstream(path) << std::ifstream(program("state")).rdbuf();
  CHECK(chmod(folder, 0755) == 0);
  CHECK(chmod(path.c_str(), 04755) == 0);
  for (const When when : {When::first_instruction, When::before_exec}) {
    const Outcome outcome = run({.command = {path}, .when = when, .before = become_ordinary});
    CHECK(outcome.out.find("Uid:\t65534\t65534\t65534\t65534\n") != std::string::npos);
  }
  SUBCASE("and a program that its user may not read cannot be traced, which is said") {
    CHECK(chmod(path.c_str(), 0711) == 0);
    const Outcome refused = run({.command = {path}, .before = become_ordinary});
    CHECK(refused.status() == 125);
    CHECK(refused.err.find("--before-exec") != std::string::npos);
    CHECK(run({.command = {path}, .when = When::before_exec, .before = become_ordinary}).status() ==
          0);
  }
  CHECK(unlink(path.c_str()) == 0);
  CHECK(rmdir(folder) == 0);
}

TEST_CASE("a filter that the kernel refuses: the command does not run, and the status is 125") {
  for (const int width : widths()) {
    const Outcome outcome = run({.command = {program("tiny", width)}, .filter = invalid()});
    CHECK(outcome.status() == 125);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("the command was not run: seccomp(2): Invalid argument") !=
          std::string::npos);
  }
  const Outcome before =
      run({.command = {program("tiny")}, .filter = invalid(), .when = When::before_exec});
  CHECK(before.status() == 125);
  CHECK(before.out.empty());
}

TEST_CASE("when tracing is refused, the status is 125 and the message says what to do") {
  SUBCASE("because callgate is traced, as by strace -f") {
    const Running job = start({.command = {program("tiny")}, .before = [] { raise(SIGSTOP); }});
    int status = 0;
    REQUIRE(waitpid(job.pid, &status, WUNTRACED) == job.pid);
    REQUIRE(WIFSTOPPED(status));
    REQUIRE(ptrace(PTRACE_SEIZE, job.pid, 0, 0) == 0);
    kill(job.pid, SIGCONT);
    while (waitpid(job.pid, &status, __WALL) == job.pid && WIFSTOPPED(status)) {
      const bool event = status >> 16 != 0;
      const int signal = event ? 0 : WSTOPSIG(status);
      ptrace(event && WSTOPSIG(status) != SIGTRAP ? PTRACE_LISTEN : PTRACE_CONT, job.pid, 0,
             signal);
    }
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 125);
    CHECK(drain(job.out).empty());
    const std::string err = drain(job.err);
    CHECK(err.find("traced itself, by process " + std::to_string(getpid())) != std::string::npos);
    CHECK(err.find("--before-exec") != std::string::npos);
  }
  SUBCASE("because a sandbox forbids it") {
    const Outcome outcome =
        run({.command = {program("tiny")}, .before = [] {
               enter_sandbox(by_number({SYS_ptrace}, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW));
             }});
    CHECK(outcome.status() == 125);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("--before-exec") != std::string::npos);
  }
  SUBCASE("because the kernel, or a sandbox, lacks what came with Linux 5.3") {
    const Outcome outcome = run({.command = {program("tiny")}, .before = [] {
                                   enter_sandbox(without_ptrace_request(0x420e, EIO));
                                 }});
    CHECK(outcome.status() == 125);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("Linux 5.3") != std::string::npos);
  }
}
