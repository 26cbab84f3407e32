// Signals that arrive at any moment between the start of callgate and the command's own
// code: none is lost, none is invented, and a stop is a stop. The moments are spread over
// the part of the start in which the helper is attached, by waiting for its name to appear
// in /proc.
#include <doctest/doctest.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

#include "launch.hpp"
#include "process/exec_unproven.hpp"

using namespace launch;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = sanitized ? 20 : 150;
constexpr auto traced_part = 800us; ///< about the time from the helper's seizing to its end

void block_usr1() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, nullptr);
}

/// The tracer of a process, 0 if it has none or is gone.
pid_t tracer_of(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/status";
  FILE* file = fopen(path.c_str(), "r");
  if (file == nullptr) return 0;
  pid_t tracer = 0;
  char line[256];
  while (fgets(line, sizeof line, file) != nullptr)
    if (sscanf(line, "TracerPid: %d", &tracer) == 1) break;
  fclose(file);
  return tracer;
}

/// Whether a child of this process has executed something else, or is gone.
bool has_executed(pid_t pid) {
  std::error_code error;
  const auto child = std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", error);
  return child != std::filesystem::read_symlink("/proc/self/exe");
}

/// Waits until the helper of a process just started is attached (or was, unseen, on a busy
/// machine), and for a part of the traced time then.
pid_t wait_for_moment(pid_t pid, int round) {
  using clock = std::chrono::steady_clock;
  pid_t helper = 0;
  do
    helper = tracer_of(pid);
  while (helper == 0 && !has_executed(pid));
  const auto moment = clock::now() + traced_part * round / rounds;
  while (clock::now() < moment) {
  }
  return helper;
}

/// How many bytes wait in a pipe.
int available(int pipe) {
  int bytes = 0;
  REQUIRE(ioctl(pipe, FIONREAD, &bytes) == 0);
  return bytes;
}

/// Counts how often a signal struck while the helper was attached: a test of the traced
/// part whose signals all fall outside of it shows nothing.
class Strikes {
public:
  void strike(pid_t pid, int signal) {
    kill(pid, signal);
    traced_ += tracer_of(pid) != 0 ? 1 : 0;
  }
  [[nodiscard]] int while_traced() const { return traced_; }

private:
  int traced_ = 0;
};

} // namespace

TEST_CASE("a blocked signal reaches the command, whenever it comes") {
  Strikes strikes;
  for (int i = 0; i < rounds; ++i) {
    const Running running = start(
        {.command = {program("act"), "wait-for", std::to_string(SIGUSR1)}, .before = block_usr1});
    wait_for_moment(running.pid, i);
    strikes.strike(running.pid, SIGUSR1);
    const Outcome outcome = finish(running);
    REQUIRE(outcome.status() == 0);
    REQUIRE(outcome.err == "");
  }
  CHECK(strikes.while_traced() > 0);
  MESSAGE(strikes.while_traced() << " of " << rounds << " while traced");
}

TEST_CASE("SIGINT, SIGTERM and SIGKILL end it, whenever they come") {
  Strikes strikes;
  for (int i = 0; i < rounds; ++i) {
    const int signal = std::array{SIGINT, SIGTERM, SIGKILL}[static_cast<std::size_t>(i % 3)];
    const Running running = start({.command = {program("act"), "sleep"}});
    wait_for_moment(running.pid, i);
    strikes.strike(running.pid, signal);
    const Outcome outcome = finish(running);
    REQUIRE(outcome.status() == 128 + signal);
    REQUIRE(outcome.err == "");
  }
  CHECK(strikes.while_traced() > 0);
  MESSAGE(strikes.while_traced() << " of " << rounds << " while traced");
}

TEST_CASE("a stop stops it visibly, whenever it comes, and SIGCONT lets it go on") {
  Strikes strikes;
  for (int i = 0; i < rounds; ++i) {
    const int signal = std::array{SIGSTOP, SIGTSTP}[static_cast<std::size_t>(i % 2)];
    // A process group of its own with its parent outside is not orphaned: SIGTSTP works.
    const Running running =
        start({.command = {program("act"), "sleep"}, .before = [] { setpgid(0, 0); }});
    setpgid(running.pid, running.pid);
    wait_for_moment(running.pid, i);
    strikes.strike(running.pid, signal);
    int status = 0;
    REQUIRE(waitpid(running.pid, &status, WUNTRACED) == running.pid);
    REQUIRE(WIFSTOPPED(status));
    REQUIRE(WSTOPSIG(status) == signal);
    const int written = available(running.out);
    std::this_thread::sleep_for(2ms);
    REQUIRE(available(running.out) == written);
    kill(running.pid, SIGCONT);
    REQUIRE(waitpid(running.pid, &status, WCONTINUED) == running.pid);
    REQUIRE(WIFCONTINUED(status));

    char word[8] = {};
    REQUIRE(read(running.out, word, sizeof word) == 7);
    REQUIRE(std::string(word) == "asleep\n");
    kill(running.pid, SIGTERM);
    REQUIRE(finish(running).status() == 128 + SIGTERM);
  }
  CHECK(strikes.while_traced() > 0);
  MESSAGE(strikes.while_traced() << " of " << rounds << " while traced");
}

TEST_CASE("a stop right before a SIGCONT leaves nothing stopped") {
  Strikes strikes;
  for (int i = 0; i < rounds; ++i) {
    const Running running = start({.command = {program("tiny")}});
    wait_for_moment(running.pid, i);
    strikes.strike(running.pid, SIGSTOP);
    kill(running.pid, SIGCONT);
    REQUIRE(finish(running).status() == 7);
  }
  CHECK(strikes.while_traced() > 0);
  MESSAGE(strikes.while_traced() << " of " << rounds << " while traced");
}

TEST_CASE("Ctrl-C at a terminal, whenever it comes, and no one holds the terminal after") {
  for (int i = 0; i < rounds; ++i) {
    int terminal = -1;
    int slave = -1;
    REQUIRE(openpty(&terminal, &slave, nullptr, nullptr, nullptr) == 0);
    const pid_t pid = fork_like_a_shell();
    if (pid == 0) {
      if (close(terminal) != 0 || login_tty(slave) != 0) _exit(96);
      const std::vector<std::string> command{program("act"), "sleep"};
      const Filter filter = allow_everything();
      _exit(callgate::process::exec_unproven(filter, command, When::first_instruction).status);
    }
    REQUIRE(pid > 0);
    close(slave);
    wait_for_moment(pid, i);
    REQUIRE(write(terminal, "\x03", 1) == 1);
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(WTERMSIG(status) == SIGINT);
    drain(terminal); // ends only once nobody has the other side open
  }
}

TEST_CASE("the helper's death kills the command before its first instruction") {
  int killed = 0;
  for (int i = 0; i < 400 && killed < 20; ++i) {
    const Running running = start({.command = {program("tiny")}});
    const pid_t helper = wait_for_moment(running.pid, i % 20);
    if (helper != 0) {
      REQUIRE(getsid(helper) != getsid(0)); // what reaches our group does not reach it
      kill(helper, SIGKILL);
    }
    const Outcome outcome = finish(running);
    if (outcome.status() == 128 + SIGKILL) {
      ++killed;
      REQUIRE(outcome.out.empty());
    } else if (outcome.status() == 125) { // it died before callgate heard that it is ready
      REQUIRE(outcome.out.empty());
    } else {
      REQUIRE(outcome.status() == 7);
    }
  }
  CHECK(killed > 0);
}
