// The command-to-be's side: fork the helper so that it is nobody's child, name it to the
// kernel as a tracer, and wait until it has attached.
#include "process/installer.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/all_signals_blocked.hpp"
#include "process/channel.hpp"
#include "process/helper.hpp"
#include "process/why_untraceable.hpp"

namespace callgate::process {
namespace {

constexpr const char* way_out =
    "; --before-exec does without tracing, but then the policy must allow execve";

Failure failed(const std::string& what) {
  return {status_callgate_failed, what + way_out};
}

Failure failed(const std::string& what, int error) {
  return failed(what + ": " + std::strerror(error));
}

/// Orphans go to the nearest subreaper. If that is this very process (a service manager
/// handing over to the command), the helper would become the command's child: step aside
/// for the moment of its orphaning. Process 1 cannot step aside, but knows orphans.
class NoSubreaper {
public:
  NoSubreaper() {
    prctl(PR_GET_CHILD_SUBREAPER, &before_, 0, 0, 0);
    if (before_ != 0) prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0);
  }
  ~NoSubreaper() {
    if (before_ != 0) prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  }
  NoSubreaper(const NoSubreaper&) = delete;
  NoSubreaper& operator=(const NoSubreaper&) = delete;

private:
  int before_ = 0;
};

/// fork(2) without the SIGCHLD at the child's end, which a command that starts with
/// SIGCHLD blocked would find pending. Such a child is waited for with __WALL.
pid_t fork_silently() {
  return static_cast<pid_t>(syscall(SYS_clone, 0, 0, 0, 0, 0));
}

/// Forks a child that forks the helper and exits at once. 0 or an errno value.
int fork_orphan(int helper_end, std::span<const sock_filter> filter) {
  const pid_t command = getpid();
  const AllSignalsBlocked blocked;
  const NoSubreaper aside;
  const pid_t between = fork_silently();
  if (between < 0) return errno;
  if (between == 0) {
    const pid_t helper = fork_silently();
    if (helper == 0) serve_as_helper(helper_end, command, filter);
    if (helper < 0) send(helper_end, {Message::Kind::fork_failed, errno});
    _exit(0);
  }
  while (waitpid(between, nullptr, __WALL) < 0 && errno == EINTR) {
  }
  return 0;
}

std::optional<Failure> shake_hands(int channel) {
  const std::optional<Message> first = receive(channel);
  if (!first) return failed("the helper process ended unexpectedly");
  if (first->kind == Message::Kind::fork_failed)
    return failed("cannot start a helper process", first->value);

  // Yama's default lets only ancestors trace, and whom the tracee names. Without Yama this
  // fails, which is as good.
  prctl(PR_SET_PTRACER, static_cast<unsigned long>(first->value), 0, 0, 0);
  send(channel, {Message::Kind::permitted, 0});
  const std::optional<Message> second = receive(channel);
  prctl(PR_SET_PTRACER, 0, 0, 0, 0);
  if (!second) return failed("the helper process ended unexpectedly");
  if (second->kind == Message::Kind::seize_failed) return failed(why_untraceable(second->value));
  return std::nullopt;
}

} // namespace

std::variant<Installer, Failure> Installer::start(std::span<const sock_filter> filter) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return failed("cannot make a socket pair", errno);
  const int error = fork_orphan(ends[1], filter);
  close(ends[1]);
  const Installer installer(ends[0]);
  if (error != 0) {
    close(ends[0]);
    return failed("cannot start a helper process", error);
  }
  if (std::optional<Failure> failure = shake_hands(ends[0])) {
    installer.wait_until_gone();
    return *std::move(failure);
  }
  return installer;
}

void Installer::wait_until_gone() const {
  while (receive(channel_)) {
  }
  close(channel_);
}

} // namespace callgate::process
