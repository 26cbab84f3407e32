// A command that did not get its filter does not run, whatever refuses to work.
#include <doctest/doctest.h>

#include <csignal>
#include <linux/ptrace.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "launch.hpp"
#include "process/exec_unproven.hpp"

using namespace launch;

namespace {

/// Makes the job's process the first of a pid namespace; its status comes back.
void become_process_1() {
  if (unshare(CLONE_NEWPID) != 0) abort();
  const pid_t first = fork_like_a_shell();
  if (first < 0) abort();
  if (first == 0) return;
  int status = 0;
  if (waitpid(first, &status, 0) != first) abort();
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

bool is_root(const std::string& wanted_for) {
  if (geteuid() == 0) return true;
  MESSAGE("needs root to make " << wanted_for << ": skipped");
  return false;
}

/// A script that everybody may read, of an interpreter that nobody but root may.
struct UnreadableInterpreter {
  TemporaryFolder folder;
  std::string script;

  UnreadableInterpreter() {
    std::ifstream file(program("state"), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    const std::string interpreter = folder.add("interpreter", content, 0711);
    script = folder.add("script", "#!" + interpreter + "\n", 0755);
  }
};

void check_not_run(const Outcome& outcome) {
  CHECK(outcome.status() == 128 + SIGKILL);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("the command was not run") != std::string::npos);
}

/// Calls exec_unproven on a stack of that many bytes.
[[noreturn]] void exec_on_small_stack(std::size_t bytes, const Filter& filter,
                                      const std::vector<std::string>& command) {
  static const Filter* the_filter = &filter;
  static const std::vector<std::string>* the_command = &command;
  constexpr std::size_t guard = 1 << 20;
  auto* memory = static_cast<char*>(
      mmap(nullptr, guard + bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  if (memory == MAP_FAILED || mprotect(memory + guard, bytes, PROT_READ | PROT_WRITE) != 0) abort();
  static ucontext_t small, back;
  if (getcontext(&small) != 0) abort();
  small.uc_stack.ss_sp = memory + guard;
  small.uc_stack.ss_size = bytes;
  small.uc_link = &back;
  makecontext(
      &small,
      [] {
        _exit(callgate::process::exec_unproven(*the_filter, *the_command, When::first_instruction)
                  .status);
      },
      0);
  swapcontext(&back, &small);
  abort();
}

} // namespace

TEST_CASE("an interpreter that cannot be traced does not run, and nor does process 1") {
  if (!is_root("an unreadable program")) return;
  const UnreadableInterpreter unreadable;
  check_not_run(run({.command = {unreadable.script}, .before = become_ordinary}));
  check_not_run(run({.command = {unreadable.script}, .before = [] {
                       become_process_1();
                       become_ordinary();
                     }}));
}

TEST_CASE("process 1 of a pid namespace runs a command as any other process does") {
  if (!is_root("a pid namespace")) return;
  const Outcome good = run(
      {.command = {program("tiny")}, .filter = only_write_and_exit(), .before = become_process_1});
  CHECK(good.status() == 7);
  CHECK(good.out == "hello\n");
  const Outcome bad =
      run({.command = {program("tiny")}, .filter = invalid(), .before = become_process_1});
  CHECK(bad.status() == 125);
  CHECK(bad.out.empty());
}

TEST_CASE("whichever request of ptrace fails, nothing runs, though kill fails too") {
  constexpr unsigned get_syscall_info = 0x420e;
  const auto run_without = [](unsigned request, void (*become)()) {
    return run({.command = {program("tiny")}, .before = [=] {
                  become();
                  enter_sandbox(without_ptrace_request(request, EIO));
                }});
  };
  const bool root = is_root("a pid namespace");
  for (void (*become)() : {+[] {}, &become_process_1}) {
    if (become == &become_process_1 && !root) continue;
    for (const unsigned request : {unsigned{PTRACE_SEIZE}, unsigned{PTRACE_INTERRUPT},
                                   get_syscall_info, unsigned{PTRACE_SETOPTIONS}}) {
      CAPTURE(request);
      const Outcome before_exec = run_without(request, become);
      CHECK(before_exec.status() == 125);
      CHECK(before_exec.out.empty());
      CHECK(before_exec.err.find("--before-exec") != std::string::npos);
    }
    for (const unsigned request : {unsigned{PTRACE_GETREGSET}, unsigned{PTRACE_SETREGSET},
                                   unsigned{PTRACE_PEEKDATA}, unsigned{PTRACE_POKEDATA}}) {
      CAPTURE(request);
      check_not_run(run_without(request, become));
    }
    for (const unsigned request : {unsigned{PTRACE_SYSCALL}, unsigned{PTRACE_DETACH}}) {
      CAPTURE(request);
      const Outcome lost = run_without(request, become);
      CHECK(lost.status() == 128 + SIGKILL);
      CHECK(lost.out.empty());
    }
  }
}

TEST_CASE("a small stack is enough, for the longest filter") {
  Filter longest(4095, {callgate::bpf::op::ld_imm, 0, 0, 1});
  longest.push_back({callgate::bpf::op::ret_k, 0, 0, SECCOMP_RET_ALLOW});
  const std::vector<std::string> command{program("tiny")};
  constexpr std::size_t bytes = 48 << 10;
  const Outcome outcome = run({.before = [&] { exec_on_small_stack(bytes, longest, command); }});
  CHECK(outcome.status() == 7);
  CHECK(outcome.out == "hello\n");
}
