// The observer's side.
#include "watch/guard.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "process/all_signals_blocked.hpp"
#include "process/command.hpp"
#include "watch/children.hpp"
#include "watch/guard_messages.hpp"
#include "watch/guard_process.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::status_callgate_failed;

Failure failed(std::string what, int error) {
  what += ": ";
  what += std::strerror(error);
  return {status_callgate_failed, std::move(what)};
}

Ended ended_by(int status) {
  Ended ended;
  if (WIFSIGNALED(status))
    ended.signal = WTERMSIG(status);
  else
    ended.status = WEXITSTATUS(status);
  return ended;
}

} // namespace

std::variant<std::unique_ptr<Guard>, Failure> Guard::start(std::span<const std::string> command,
                                                           const Surroundings& surroundings,
                                                           const LastStep& last_step) {
  const std::variant<Start, Failure> prepared = Start::prepare(command, surroundings);
  if (const auto* failure = std::get_if<Failure>(&prepared)) return *failure;
  std::unique_ptr<Guard> guard(new Guard);
  if (auto failure = guard->fork_guard(std::get<Start>(prepared), last_step))
    return *std::move(failure);
  if (auto failure = guard->await_start()) return *std::move(failure);
  return guard;
}

std::optional<Failure> Guard::fork_guard(const Start& command, const LastStep& last_step) {
  path_ = command.path();
  own_children_ = children();
  // If the guard is killed, this process gets what it leaves.
  prctl(PR_GET_CHILD_SUBREAPER, &was_subreaper_, 0, 0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return failed("cannot make a socket pair", errno);
  channel_ = ends[0];

  const process::AllSignalsBlocked meanwhile;
  guard_ = fork();
  if (guard_ == 0) {
    close(ends[0]);
    GuardProcess(ends[1], {signals_.mask_before(), child_news_, timers_}, *report_)
        .live(command, last_step);
  }
  const int error = errno;
  close(ends[1]);
  if (guard_ < 0) return failed("cannot start a process", error);
  return std::nullopt;
}

std::optional<Failure> Guard::await_start() {
  GuardMessage message{};
  if (receive(channel_, message, 0) != Received::message) {
    lose();
    return Failure{status_callgate_failed, "the process that guards the command was killed"};
  }
  if (message.kind == GuardMessage::Kind::failed)
    return failed("cannot start a process", message.value);
  command_ = message.value;
  return std::nullopt;
}

Guard::~Guard() {
  if (guard_ > 0 && !is_over_) {
    kill();
    close(std::exchange(channel_, -1));
    while (waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
    }
    kill_children(own_children_); // what a guard that was killed meanwhile left
  }
  if (channel_ >= 0) close(channel_);
  if (was_subreaper_ == 0) prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
}

Guard::News Guard::look() {
  if (is_over_) return News::none;
  GuardMessage message{};
  switch (receive(channel_, message, MSG_DONTWAIT)) {
  case Received::nothing:
    return News::none;
  case Received::closed:
    return lose();
  case Received::message:
    break;
  }
  if (message.kind == GuardMessage::Kind::ended) {
    ended_ = ended_by(message.value);
    return News::command_ended;
  }
  is_over_ = true;
  while (waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
  return News::all_gone;
}

Guard::News Guard::wait() {
  for (;;) {
    const News news = look();
    if (news != News::none || is_over_) return news;
    pollfd place{channel_, POLLIN, 0};
    poll(&place, 1, -1);
  }
}

Guard::News Guard::lose() {
  is_over_ = true;
  while (waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
  kill_children(own_children_);
  return News::guard_lost;
}

std::optional<Failure> Guard::failure() const {
  switch (report_->stage.load()) {
  case Report::Stage::preparing:
    break;
  case Report::Stage::step_failed:
    if (report_->step.error == 0) return Failure{status_callgate_failed, report_->step.what};
    return failed(report_->step.what, report_->step.error);
  case Report::Stage::exec_failed: {
    const process::ExecError error = process::exec_error(report_->exec_error);
    return Failure{error.status, path_ + ": " + error.reason};
  }
  }
  return std::nullopt;
}

void Guard::signal(int number) const {
  GuardMessage message{};
  message.kind = GuardMessage::Kind::signal;
  message.value = number;
  send(channel_, message);
}

void Guard::kill() const {
  GuardMessage message{};
  message.kind = GuardMessage::Kind::kill;
  send(channel_, message);
}

} // namespace callgate::watch
