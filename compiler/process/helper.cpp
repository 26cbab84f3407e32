// The helper's life: attach, wait for the exec, install, let go of everything of the
// command's that it inherited, detach. It is in a session of its own with all signals
// blocked, so that Ctrl-C and the like reach the command and not the helper. It was forked
// without exec, so it allocates nothing.
#include "process/helper.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

#include "process/channel.hpp"
#include "process/failure.hpp"
#include "process/inject.hpp"
#include "process/reach_exec.hpp"
#include "process/tracee.hpp"

namespace callgate::process {
namespace {

void close_all() {
  if (syscall(SYS_close_range, 0U, ~0U, 0U) == 0) return;
  const long limit = sysconf(_SC_OPEN_MAX); // before Linux 5.9
  for (long descriptor = 0; descriptor < limit; ++descriptor)
    close(static_cast<int>(descriptor));
}

void report(const InjectionFailure& failure) {
  std::array<char, 400> text{};
  const char* reason = failure.error != 0 ? std::strerror(failure.error) : nullptr;
  const char* advice =
      "callgate: --before-exec does without tracing; the policy must then allow execve\n";
  const int length = snprintf(
      text.data(), text.size(),
      "callgate: the filter could not be installed, so the command was not run: %s%s%s\n%s",
      failure.step, reason != nullptr ? ": " : "", reason != nullptr ? reason : "",
      failure.is_of_tracing ? advice : "");
  if (length < 0) return;
  const auto size = std::min(static_cast<std::size_t>(length), text.size() - 1);
  if (write(STDERR_FILENO, text.data(), size) < 0) return; // nobody is left to tell
}

} // namespace

void serve_as_helper(int channel, pid_t command, std::span<const sock_filter> filter) {
  setsid();

  if (!send(channel, {Message::Kind::hello, getpid()})) _exit(1);
  if (!receive(channel)) _exit(1);
  Tracee tracee(command);
  if (const int error = tracee.seize()) {
    send(channel, {Message::Kind::seize_failed, error});
    _exit(1);
  }
  send(channel, {Message::Kind::ready, 0});
  if (reach_exec(tracee) != Exec::done) _exit(1);

  InjectionFailure failure{};
  switch (inject_filter(tracee, filter, failure)) {
  case Injected::installed:
    close_all(); // a pipe of the command's must not stay open because of its helper
    tracee.detach();
    break;
  case Injected::failed:
    report(failure);
    try_to_exit(tracee, status_callgate_failed);
    break;
  case Injected::gone:
    break;
  }
  // Whatever was not detached from dies by this (`Tracee::seize`). kill(2) would not do: it
  // may be refused, and the first process of a pid namespace takes no SIGKILL from inside.
  _exit(0);
}

} // namespace callgate::process
