// Signals and job control, as if callgate were the command.
#include <doctest/doctest.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "following.hpp"

using namespace following;

TEST_CASE("a signal for callgate reaches the command") {
  struct Row {
    int signal;
    int status;
  };
  for (const Row& row :
       {Row{SIGTERM, 43}, Row{SIGINT, 42}, Row{SIGHUP, 128 + SIGHUP}, Row{SIGUSR1, 128 + SIGUSR1},
        Row{SIGIO, 128 + SIGIO}, Row{SIGXCPU, 128 + SIGXCPU}, Row{SIGALRM, 128 + SIGALRM},
        Row{SIGRTMIN + 3, 128 + SIGRTMIN + 3}, Row{SIGRTMAX, 128 + SIGRTMAX}}) {
    const Running running = start({.command = {program("denied"), "wait-for-interrupt"}});
    CHECK(read_until(running.out, "waiting") == "waiting");
    kill(running.pid, row.signal);
    CHECK(finish(running).status == row.status);
  }
}

TEST_CASE("an alarm that was set before callgate started is the command's") {
  Job job{.command = {program("denied"), "wait-for-interrupt"}};
  job.before = [] {
    const itimerval soon{{0, 0}, {0, 300'000}};
    setitimer(ITIMER_REAL, &soon, nullptr);
  };
  CHECK(follow(job).status == 128 + SIGALRM);
}

TEST_CASE("what callgate was told to ignore the command ignores") {
  Job job{.command = {program("denied"), "crowd"}};
  job.before = [] { signal(SIGHUP, SIG_IGN); };
  job.surroundings.time_limit = std::chrono::seconds(1);
  const Running running = start(job);
  CHECK(read_until(running.out, "crowded") == "crowded");
  kill(running.pid, SIGHUP);
  CHECK(finish(running).timed_out);
}

namespace {

/// A shell's part: a session with a terminal, and a job in its foreground that follows
/// `wait-for-interrupt`. Reports to `report` what it saw of the job.
[[noreturn]] void play_shell(const char* terminal, int report, bool stops) {
  const auto say = [report](const std::string& text) {
    if (write(report, text.data(), text.size()) < 0) _exit(1);
  };
  setsid();
  const int tty = open(terminal, O_RDWR);
  if (tty < 0 || ioctl(tty, TIOCSCTTY, 0) != 0) _exit(2);
  signal(SIGTTOU, SIG_IGN);
  const pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(tty, getpid());
    signal(SIGTTOU, SIG_DFL);
    const Outcome outcome = follow_here({.command = {program("denied"), "wait-for-interrupt"},
                                         .surroundings = {.standard_output = report}});
    _exit(outcome.status);
  }
  int status = 0;
  if (stops) {
    waitpid(job, &status, WUNTRACED);
    say(WIFSTOPPED(status) ? "stopped\n" : "ended\n");
    tcsetpgrp(tty, job);
    kill(-job, SIGCONT);
    say("continued\n");
  }
  waitpid(job, &status, 0);
  say("status " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1) + "\n");
  _exit(0);
}

struct Terminal {
  int keyboard;
  int report;
  pid_t shell;
};

Terminal open_terminal(bool stops) {
  (void)program("");
  const int keyboard = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(grantpt(keyboard) == 0);
  REQUIRE(unlockpt(keyboard) == 0);
  const std::string name = ptsname(keyboard);
  int report[2];
  REQUIRE(pipe(report) == 0);
  const pid_t shell = fork();
  if (shell == 0) {
    for (int signal = 1; signal < NSIG; ++signal)
      std::signal(signal, SIG_DFL);
    close(report[0]);
    play_shell(name.c_str(), report[1], stops);
  }
  close(report[1]);
  return {keyboard, report[0], shell};
}

void type(const Terminal& terminal, char key) {
  CHECK(write(terminal.keyboard, &key, 1) == 1);
}

constexpr char control_c = 3;
constexpr char control_z = 26;

} // namespace

TEST_CASE("Ctrl-C ends the command, and callgate waits for it") {
  const Terminal terminal = open_terminal(false);
  CHECK(read_until(terminal.report, "waiting\n") == "waiting\n");
  type(terminal, control_c);
  CHECK(read_until(terminal.report, "") == "status 42\n");
  waitpid(terminal.shell, nullptr, 0);
  close(terminal.keyboard);
  close(terminal.report);
}

TEST_CASE("Ctrl-Z stops both, and fg continues them") {
  const Terminal terminal = open_terminal(true);
  CHECK(read_until(terminal.report, "waiting\n") == "waiting\n");
  type(terminal, control_z);
  CHECK(read_until(terminal.report, "continued\n") == "stopped\ncontinued\n");
  type(terminal, control_c);
  CHECK(read_until(terminal.report, "") == "status 42\n");
  waitpid(terminal.shell, nullptr, 0);
  close(terminal.keyboard);
  close(terminal.report);
}
