// Calls in the registers of threads on an aarch64 kernel. The number of the call to make is
// not among them there: it has a register set of its own.
#include "watch/stopped_call.hpp"

#if defined(__aarch64__)

#include <cerrno>
#include <cstddef>
#include <elf.h>
#include <linux/ptrace.h>
#include <sys/uio.h>

#include "process/layout_arm64.hpp"
#include "process/ptrace_request.hpp"

namespace callgate::watch {

using process::Aarch64Registers;
using process::ArmRegisters;

std::optional<bpf::CallData> call_in(const process::Registers& registers, std::uint32_t token) {
  bpf::CallData call;
  call.token = token;
  if (registers.size == sizeof(Aarch64Registers)) {
    const auto r = process::view<Aarch64Registers>(registers);
    call.number = static_cast<std::uint32_t>(r.x[8]);
    call.instruction_pointer = r.pc;
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
      call.arguments[i] = r.x[i];
  } else if (registers.size == sizeof(ArmRegisters)) {
    const auto r = process::view<ArmRegisters>(registers);
    call.number = r.r[7];
    call.instruction_pointer = r.r[15];
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
      call.arguments[i] = i == 0 ? r.orig_r0 : r.r[i];
  } else {
    return std::nullopt;
  }
  return call;
}

int skip_call(pid_t thread, std::uint16_t error) {
  process::Registers registers;
  if (const int failure = process::Tracee(thread).read(registers)) return failure;
  int number = -1;
  iovec place{&number, sizeof number};
  if (const int failure = process::ptrace_request(PTRACE_SETREGSET, thread, NT_ARM_SYSTEM_CALL,
                                                  process::word_of(&place)))
    return failure;
  const std::int64_t result = -std::int64_t{error};
  if (registers.size == sizeof(Aarch64Registers)) {
    auto r = process::view<Aarch64Registers>(registers);
    r.x[0] = static_cast<std::uint64_t>(result);
    process::store(registers, r);
  } else if (registers.size == sizeof(ArmRegisters)) {
    auto r = process::view<ArmRegisters>(registers);
    r.r[0] = static_cast<std::uint32_t>(result);
    process::store(registers, r);
  } else {
    return EINVAL;
  }
  return process::Tracee(thread).write(registers);
}

} // namespace callgate::watch

#endif
