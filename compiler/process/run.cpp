// Refusals first, then the exec by one way or the other.
#include "process/run.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <callgate/runtime.h>

#include "process/command.hpp"
#include "process/command_abi.hpp"
#include "process/exec_unproven.hpp"
#include "process/installer.hpp"
#include "process/kernel_layout.hpp"
#include "process/refusal.hpp"

namespace callgate::process {
namespace {

Failure refusal(const std::string& what, const std::vector<std::string>& lines) {
  Failure failure{status_callgate_failed, what};
  for (const std::string& line : lines)
    failure.message += "\n  " + line;
  return failure;
}

std::optional<Failure> refuse(const proof::ProvenFilter& filter, When when) {
  if (std::optional<std::string> reason = wrong_machine(filter.rulings()))
    return Failure{status_callgate_failed, *std::move(reason)};
  if (const auto lines = unanswered(filter.rulings()); !lines.empty())
    return refusal("the policy hands calls to somebody who is not there:", lines);
  if (when == When::before_exec)
    if (const auto lines = missing_for_exec(filter); !lines.empty())
      return refusal("to start a command with the filter on, the policy would have to allow:",
                     lines);
  return std::nullopt;
}

/// Ends this process after a failed execve with the filter on. Of all calls it makes only
/// those that `missing_for_exec` asks for; so it allocates nothing, and `line` must have
/// the room.
[[noreturn]] void report_and_leave(std::string& line, int error) {
  const ExecError failure = exec_error(error);
  const std::string_view reason = failure.reason;
  line += reason.substr(0, line.capacity() - line.size() - 1);
  line += '\n';
  [[maybe_unused]] const ssize_t told = write(STDERR_FILENO, line.data(), line.size());
  _exit(failure.status);
}

Failure exec_filtered_before(const std::vector<sock_filter>& filter, Command command) {
  const std::vector<char*> argv = pointers_to(command.arguments);
  std::string line = "callgate: " + command.path + ": ";
  // A terminal is to get none of the path's control characters.
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  constexpr std::size_t longest_reason = 200;
  line.reserve(line.size() + longest_reason);
  const callgate::Status status = callgate::load({filter.data(), filter.size()});
  if (!status.ok()) return {status_callgate_failed, status.message()};
  execve(command.path.c_str(), argv.data(), environ);
  report_and_leave(line, errno);
}

Failure exec_filtered_at_start(const std::vector<sock_filter>& filter, Command command) {
  // The kernel gives away no memory of a program whose file its user may not read.
  if (faccessat(AT_FDCWD, command.path.c_str(), R_OK, AT_EACCESS) != 0)
    return {status_callgate_failed,
            command.path + ": may be executed but not read, so it cannot be traced; "
                           "--before-exec does without, but then the policy must allow execve"};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return {status_callgate_failed,
            std::string("prctl(PR_SET_NO_NEW_PRIVS): ") + std::strerror(errno)};
  const std::vector<char*> argv = pointers_to(command.arguments);
  std::variant<Installer, Failure> started = Installer::start(filter);
  if (auto* failure = std::get_if<Failure>(&started)) return std::move(*failure);

  execve(command.path.c_str(), argv.data(), environ);
  const ExecError failure = exec_error(errno);
  std::get<Installer>(started).wait_until_gone();
  return {failure.status, command.path + ": " + failure.reason};
}

} // namespace

When default_when() {
  return can_inject() ? When::first_instruction : When::before_exec;
}

Failure exec_filtered(const proof::ProvenFilter& filter, std::span<const std::string> command,
                      When when) {
  if (std::optional<Failure> refused = refuse(filter, when)) return *std::move(refused);
  return exec_unproven(filter.program().instructions(), command, when);
}

Failure exec_unproven(std::span<const bpf::Instruction> filter,
                      std::span<const std::string> command, When when) {
  if (when == When::first_instruction && !can_inject())
    return {status_callgate_failed, "on this machine a filter can only be installed before the "
                                    "exec: --before-exec, for which the policy must allow execve"};
  std::variant<Command, Failure> found = find_command(command);
  if (auto* failure = std::get_if<Failure>(&found)) return std::move(*failure);

  const std::vector<sock_filter> instructions = kernel_layout(filter);
  Command& usable = std::get<Command>(found);
  if (when == When::before_exec) return exec_filtered_before(instructions, std::move(usable));
  return exec_filtered_at_start(instructions, std::move(usable));
}

} // namespace callgate::process
