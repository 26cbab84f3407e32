#include "watch/stopped_call.hpp"

#include <algorithm>
#include <linux/ptrace.h>

#include "process/ptrace_request.hpp"

namespace callgate::watch {
namespace {

std::optional<ptrace_syscall_info> call_info(pid_t thread) {
  ptrace_syscall_info info{};
  if (process::ptrace_request(PTRACE_GET_SYSCALL_INFO, thread, sizeof info,
                              process::word_of(&info)) != 0)
    return std::nullopt;
  return info;
}

} // namespace

std::optional<TracedCall> traced_call(pid_t thread) {
  const std::optional<ptrace_syscall_info> info = call_info(thread);
  if (!info || info->op != PTRACE_SYSCALL_INFO_SECCOMP) return std::nullopt;
  TracedCall traced{};
  traced.call.number = static_cast<std::uint32_t>(info->seccomp.nr);
  traced.call.token = info->arch;
  traced.call.instruction_pointer = info->instruction_pointer;
  std::copy(std::begin(info->seccomp.args), std::end(info->seccomp.args),
            traced.call.arguments.begin());
  traced.data = static_cast<std::uint16_t>(info->seccomp.ret_data);
  return traced;
}

std::optional<bpf::CallData> stopped_call(pid_t thread) {
  const std::optional<ptrace_syscall_info> info = call_info(thread);
  process::Registers registers;
  if (!info || process::Tracee(thread).read(registers) != 0) return std::nullopt;
  return call_in(registers, info->arch);
}

} // namespace callgate::watch
