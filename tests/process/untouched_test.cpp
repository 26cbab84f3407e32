// The command finds itself exactly as it would without callgate: same process, same
// descriptors, signals, limits, memory and registers, and no child.
#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <regex>
#include <sstream>
#include <string>

#include "launch.hpp"

using namespace launch;

namespace {

struct Circumstance {
  const char* name;
  void (*make)();
};

void block(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals)
    sigaddset(&set, signal);
  sigprocmask(SIG_BLOCK, &set, nullptr);
}

const Circumstance circumstances[] = {
    {"nothing special", [] {}},
    {"an ordinary user", become_ordinary},
    {"SIGCHLD blocked",
     [] {
       block({SIGCHLD, SIGUSR1, SIGTRAP});
     }},
    {"SIGCHLD, SIGINT and SIGPIPE ignored",
     [] {
       for (const int signal : {SIGCHLD, SIGINT, SIGPIPE, SIGTRAP})
         if (std::signal(signal, SIG_IGN) == SIG_ERR) abort();
     }},
    {"pending signals",
     [] {
       block({SIGUSR2, SIGTERM});
       raise(SIGUSR2);
       raise(SIGTERM);
     }},
    {"a session of its own", [] { setsid(); }},
    {"a subreaper", [] { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }},
    {"no standard input", [] { close(0); }},
    {"no standard error", [] { close(2); }},
    {"no standard input or error",
     [] {
       close(0);
       close(2);
     }},
    {"odd descriptors, folder and umask",
     [] {
       if (fcntl(1, F_DUPFD, 77) < 0 || fcntl(1, F_DUPFD, 9) < 0 || chdir("/usr") != 0) abort();
       umask(0137);
     }},
    {"few descriptors",
     [] {
       const rlimit few{16, 16};
       setrlimit(RLIMIT_NOFILE, &few);
     }},
    {"a small stack",
     [] {
       const rlimit small{256 << 10, 256 << 10};
       setrlimit(RLIMIT_STACK, &small);
     }},
};

/// The numbers that differ between any two processes, made the same: inodes of pipes, and
/// the process id in the line of ids.
std::string without_chance(const std::string& text, pid_t pid) {
  const std::regex own_id("\\b" + std::to_string(pid) + "\\b");
  const std::regex pipe("pipe:\\[\\d+\\]");
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("pid: ", 0) == 0) line = std::regex_replace(line, own_id, "PID");
    result += std::regex_replace(line, pipe, "pipe") + "\n";
  }
  return result;
}

std::string state_of(const Job& job) {
  const Running running = start(job);
  const Outcome outcome = finish(running);
  CHECK(outcome.status() == 0);
  CHECK(outcome.err == "");
  return without_chance(outcome.out, running.pid);
}

std::string first_moment(const std::string& command, bool plain) {
  const Outcome outcome =
      run({.command = {command}, .before = [] { personality(ADDR_NO_RANDOMIZE); }, .plain = plain});
  CHECK(outcome.status() == 0);
  return outcome.out;
}

} // namespace

TEST_CASE("descriptors, signals, ids, limits, children: all as without callgate") {
  for (const Circumstance& circumstance : circumstances) {
    CAPTURE(circumstance.name);
    const std::vector<std::string> command{program("state"), "", "an argument", "--", "\xff\n"};
    const std::string plain =
        state_of({.command = command, .before = circumstance.make, .plain = true});
    CHECK(plain.find("TracerPid:\t0") != std::string::npos);
    CHECK(plain.find("children: -1, No child processes") != std::string::npos);
    for (const When when : {When::first_instruction, When::before_exec})
      CHECK(state_of({.command = command, .when = when, .before = circumstance.make}) == plain);
  }
}

TEST_CASE("registers, code and the stack below are as the exec left them") {
  for (const int width : widths()) {
    CAPTURE(width);
    const std::string plain = first_moment(program("entry", width), true);
    REQUIRE(plain == first_moment(program("entry", width), true)); // nothing left to chance
    const std::string filtered = first_moment(program("entry", width), false);
    CHECK((filtered == plain));
  }
}

TEST_CASE("a pipe is closed when the command ends, not when the helper does") {
  for (int i = 0; i < 50; ++i) {
    const Running running = start({.command = {program("act"), "exit", "0"}});
    int status = 0;
    REQUIRE(waitpid(running.pid, &status, 0) == running.pid);
    for (const int end : {running.out, running.err}) {
      pollfd ready{end, POLLIN, 0};
      CHECK(poll(&ready, 1, 0) == 1);
      CHECK(ready.revents == POLLHUP);
      close(end);
    }
  }
}
