#include "watch/launch.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/all_signals_blocked.hpp"
#include "process/channel.hpp"
#include "process/closed_memory.hpp"
#include "process/inject.hpp"
#include "process/reach_exec.hpp"
#include "process/tracee.hpp"
#include "process/why_untraceable.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::Message;

Failure failed(const std::string& what, int error) {
  return {process::status_callgate_failed, error != 0 ? what + ": " + std::strerror(error) : what};
}

/// The child's life up to its exec. It is ended by what it waits for if callgate dies.
[[noreturn]] void become(const Start& command, const Signals& signals, int channel) {
  const auto give_up = [channel](Message::Kind kind, int error) {
    process::send(channel, {kind, error});
    _exit(process::status_callgate_failed);
  };
  process::ClosedMemory::open();                     // an ordinary user could not trace it …
  process::send(channel, {Message::Kind::ready, 0}); // … which can begin now
  if (const int error = command.settle()) give_up(Message::Kind::unsettled, error);
  // The filter needs it, root or not; as `run` does it.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) give_up(Message::Kind::no_privilege, errno);
  signals.restore_dispositions();
  if (!process::receive(channel)) _exit(process::status_callgate_failed);
  signals.restore_timers();
  signals.restore_mask();
  give_up(Message::Kind::exec_failed, command.execute());
  _exit(process::status_callgate_failed);
}

struct Forked {
  pid_t pid;
  int channel;
};

std::variant<Forked, Failure> fork_command(const Start& command, const Signals& signals) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return failed("cannot make a socket pair", errno);
  const process::AllSignalsBlocked meanwhile;
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    become(command, signals, ends[1]);
  }
  const int error = errno;
  close(ends[1]);
  if (pid > 0) return Forked{pid, ends[0]};
  close(ends[0]);
  return failed("cannot start a process", error);
}

Failure why_not_run(int channel, const Start& command) {
  const std::optional<Message> message = process::receive(channel);
  if (!message) return failed("the command ended before it was started", 0);
  switch (message->kind) {
  case Message::Kind::exec_failed: {
    const process::ExecError error = process::exec_error(message->value);
    return {error.status, command.path() + ": " + error.reason};
  }
  case Message::Kind::unsettled:
    return failed(Start::unsettled, message->value);
  default:
    return failed("cannot start the command", message->value);
  }
}

/// The filter at the first instruction of what has been executed.
std::optional<Failure> install(process::Tracee& command, std::span<const sock_filter> filter) {
  process::InjectionFailure failure{};
  switch (process::inject_filter(command, filter, failure)) {
  case process::Injected::installed:
    return std::nullopt;
  case process::Injected::failed:
    return failed(std::string("the filter could not be installed, so the command was not run: ") +
                      failure.step,
                  failure.error);
  case process::Injected::gone:
    break;
  }
  return failed("the command was killed before its first instruction", 0);
}

std::variant<Launched, Ended, Failure> start(const Forked& child, const Start& command,
                                             std::span<const sock_filter> filter) {
  if (!process::receive(child.channel)) {
    discard(child.pid);
    return failed("the command was killed before it was started", 0);
  }
  process::Tracee tracee(child.pid);
  if (const int error = tracee.seize()) {
    discard(child.pid);
    return failed(process::why_untraceable(error), 0);
  }
  process::send(child.channel, {Message::Kind::ready, 0});
  switch (process::reach_exec(tracee)) {
  case process::Exec::done:
    break;
  case process::Exec::failed: {
    Failure failure = why_not_run(child.channel, command);
    discard(child.pid);
    return failure;
  }
  case process::Exec::gone: {
    const int status = tracee.wait_status();
    if (WIFSIGNALED(status)) return Ended{.signal = WTERMSIG(status)};
    if (!WIFEXITED(status)) discard(child.pid);
    return why_not_run(child.channel, command);
  }
  }
  if (std::optional<Failure> failure = install(tracee, filter)) {
    discard(child.pid);
    return *std::move(failure);
  }
  return Launched{child.pid};
}

} // namespace

void discard(pid_t command) {
  kill(command, SIGKILL);
  int status = 0;
  while (waitpid(command, &status, __WALL) < 0 ? errno == EINTR : WIFSTOPPED(status)) {
  }
}

std::variant<Launched, Ended, Failure> launch(std::span<const sock_filter> filter,
                                              std::span<const std::string> words,
                                              const Surroundings& surroundings,
                                              const Signals& signals) {
  const std::variant<Start, Failure> prepared = Start::prepare(words, surroundings);
  if (const auto* failure = std::get_if<Failure>(&prepared)) return *failure;
  const auto& command = std::get<Start>(prepared);

  const std::variant<Forked, Failure> forked = fork_command(command, signals);
  if (const auto* failure = std::get_if<Failure>(&forked)) return *failure;
  const Forked& child = std::get<Forked>(forked);
  auto result = start(child, command, filter);
  close(child.channel);
  return result;
}

} // namespace callgate::watch
