// It first makes itself what the command is to be (folder, environment, streams), finds the
// command and forks it; then it lets go of all that. It was forked without exec from a process
// with one thread, so it may allocate.
#include "watch/guard_process.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

#include "process/command.hpp"
#include "watch/children.hpp"
#include "watch/guard_messages.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::status_callgate_failed;

std::vector<char*> pointers_to(std::span<std::string> words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Puts descriptors in the places of the standard ones. Copies come first: one may be in the
/// place of another.
std::optional<Failure> set_streams(const Surroundings& surroundings) {
  const std::array<int, 3> wanted{surroundings.standard_input, surroundings.standard_output,
                                  surroundings.standard_error};
  std::array<int, 3> copies{};
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (wanted[at] == i) continue;
    copies[at] = fcntl(wanted[at], F_DUPFD_CLOEXEC, 3);
    if (copies[at] < 0)
      return Failure{status_callgate_failed, "cannot pass a stream on to the command: " +
                                                 std::string(std::strerror(errno))};
  }
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (wanted[at] == i) continue;
    dup2(copies[at], i);
    close(copies[at]);
  }
  return std::nullopt;
}

std::optional<Failure> surround(const Surroundings& surroundings,
                                std::vector<std::string>& environment,
                                std::vector<char*>& environment_pointers) {
  if (surroundings.directory && chdir(surroundings.directory->c_str()) != 0)
    return Failure{status_callgate_failed, *surroundings.directory + ": " + std::strerror(errno)};
  if (surroundings.environment) {
    environment = *surroundings.environment;
    environment_pointers = pointers_to(environment);
    environ = environment_pointers.data();
  }
  return set_streams(surroundings);
}

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

void GuardProcess::live(std::span<const std::string> command, const Surroundings& surroundings,
                        const LastStep& last_step) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  GuardMessage message{};
  const auto give_up = [&](const Failure& failure) {
    message.kind = GuardMessage::Kind::failed;
    message.value = failure.status;
    message.set_text(failure.message);
    send(channel_, message);
    _exit(1);
  };

  std::vector<std::string> environment;
  std::vector<char*> environment_pointers;
  if (const auto failure = surround(surroundings, environment, environment_pointers))
    give_up(*failure);
  auto found = process::find_command(command);
  if (const auto* failure = std::get_if<Failure>(&found)) give_up(*failure);
  auto& usable = std::get<process::Command>(found);
  const std::vector<char*> arguments = pointers_to(usable.arguments);

  const pid_t guard = getpid();
  command_ = fork();
  if (command_ == 0)
    become_command(guard, usable.path, arguments, surroundings.own_group, last_step);
  if (command_ < 0)
    give_up(
        {status_callgate_failed, "cannot start a process: " + std::string(std::strerror(errno))});
  message.kind = GuardMessage::Kind::started;
  message.value = command_;
  message.set_text(usable.path);
  send(channel_, message);
  setsid();
  close_others(channel_);
  [[maybe_unused]] const int ignored = chdir("/"); // so that no folder is in use because of this
  stand_guard();
}

void GuardProcess::become_command(pid_t guard, const std::string& path,
                                  std::span<char* const> arguments, bool own_group,
                                  const LastStep& last_step) {
  close(channel_); // which is to be closed as soon as the guard is gone
  if (own_group) setpgid(0, 0);
  // Should the guard be killed together with its observer, who else would do its work.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != guard) _exit(status_callgate_failed);
  inherited_.child_news.restore();
  inherited_.timers.give();
  sigprocmask(SIG_SETMASK, &inherited_.mask, nullptr);
  report_.step = last_step();
  if (report_.step.what != nullptr) {
    report_.stage = Guard::Report::Stage::step_failed;
    _exit(status_callgate_failed);
  }
  execve(path.c_str(), arguments.data(), environ);
  report_.exec_error = errno;
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
