// It forks the command and lets go of everything else. It was forked without exec from a process
// with one thread, so it may allocate.
#include "watch/guard_process.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "watch/children.hpp"
#include "watch/guard_messages.hpp"

namespace callgate::watch {
namespace {

using process::status_callgate_failed;

/// All but one descriptor.
void close_others(int kept) {
  const auto number = static_cast<unsigned>(kept);
  if ((number == 0 || syscall(SYS_close_range, 0U, number - 1, 0U) == 0) &&
      syscall(SYS_close_range, number + 1, ~0U, 0U) == 0)
    return;
  const long limit = sysconf(_SC_OPEN_MAX); // before Linux 5.9
  for (int descriptor = 0; descriptor < limit; ++descriptor)
    if (descriptor != kept) close(descriptor);
}

} // namespace

void GuardProcess::live(const Start& command, const LastStep& last_step) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  GuardMessage message{};
  const pid_t guard = getpid();
  command_ = fork();
  if (command_ == 0) become_command(guard, command, last_step);
  if (command_ < 0) {
    message.kind = GuardMessage::Kind::failed;
    message.value = errno;
    send(channel_, message);
    _exit(1);
  }
  message.kind = GuardMessage::Kind::started;
  message.value = command_;
  send(channel_, message);
  setsid();
  close_others(channel_);
  [[maybe_unused]] const int ignored = chdir("/"); // so that no folder is in use because of this
  stand_guard();
}

void GuardProcess::become_command(pid_t guard, const Start& command, const LastStep& last_step) {
  close(channel_); // which is to be closed as soon as the guard is gone
  // Should the guard be killed together with its observer, who else would do its work.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != guard) _exit(status_callgate_failed);
  const int error = command.settle();
  inherited_.child_news.restore();
  inherited_.timers.give();
  sigprocmask(SIG_SETMASK, &inherited_.mask, nullptr);
  report_.step = error != 0 ? StepFailure{Start::unsettled, error} : last_step();
  if (report_.step.what != nullptr) {
    report_.stage = Guard::Report::Stage::step_failed;
    _exit(status_callgate_failed);
  }
  report_.exec_error = command.execute();
  report_.stage = Guard::Report::Stage::exec_failed;
  _exit(status_callgate_failed);
}

void GuardProcess::stand_guard() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  const int signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  // Without signalfd (no descriptor left, no memory) looking now and then does as well.
  constexpr int now_and_then = 20;
  for (;;) {
    if (is_killing_) kill_all();
    reap();
    std::array<pollfd, 2> places{{{signals, POLLIN, 0}, {channel_, POLLIN, 0}}};
    if (is_killing_) places[1].fd = -1;
    poll(places.data(), places.size(), signals < 0 || is_killing_ ? now_and_then : -1);
    signalfd_siginfo taken{};
    while (signals >= 0 && read(signals, &taken, sizeof taken) > 0) {
    }
    if (places[1].revents != 0) obey();
  }
}

/// Does not return once there is nobody left.
void GuardProcess::reap() {
  GuardMessage message{};
  for (;;) {
    int status = 0;
    const pid_t child = waitpid(-1, &status, WNOHANG | __WALL);
    if (child == 0) return;
    if (child < 0) {
      message.kind = GuardMessage::Kind::all_gone;
      send(channel_, message);
      _exit(0);
    }
    if (child != command_) continue;
    command_ = 0;
    message.kind = GuardMessage::Kind::ended;
    message.value = status;
    send(channel_, message);
  }
}

void GuardProcess::kill_all() {
  if (signal_children(SIGKILL)) return;
  if (command_ == 0 || ::kill(command_, SIGKILL) != 0) _exit(1); // they are not ours to kill
}

void GuardProcess::obey() {
  GuardMessage message{};
  if (receive(channel_, message, MSG_DONTWAIT) != Received::message ||
      message.kind == GuardMessage::Kind::kill) {
    is_killing_ = true;
    return;
  }
  reap(); // so that a signal is not lost on a command that has just ended
  if (command_ != 0)
    ::kill(command_, message.value);
  else
    signal_children(message.value);
}

} // namespace callgate::watch
