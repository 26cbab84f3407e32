// Calls in the registers of x86 threads. A 64-bit process can make calls of either ABI
// (int 0x80), so the token decides which registers hold the arguments; the filter sees all of
// their 64 bits either way.
#include "watch/stopped_call.hpp"

#if defined(__x86_64__) || defined(__i386__)

#include <cerrno>
#include <cstddef>
#include <linux/audit.h>

#include "process/layout_x86.hpp"

namespace callgate::watch {

using process::I386Registers;
using process::X86_64Registers;

std::optional<bpf::CallData> call_in(const process::Registers& registers, std::uint32_t token) {
  bpf::CallData call;
  call.token = token;
  if (registers.size == sizeof(X86_64Registers)) {
    const auto r = process::view<X86_64Registers>(registers);
    call.number = static_cast<std::uint32_t>(r.orig_rax);
    call.instruction_pointer = r.rip;
    if (token == AUDIT_ARCH_I386)
      call.arguments = {r.rbx, r.rcx, r.rdx, r.rsi, r.rdi, r.rbp};
    else
      call.arguments = {r.rdi, r.rsi, r.rdx, r.r10, r.r8, r.r9};
  } else if (registers.size == sizeof(I386Registers)) {
    const auto r = process::view<I386Registers>(registers);
    call.number = r.orig_eax;
    call.instruction_pointer = r.eip;
    call.arguments = {r.ebx, r.ecx, r.edx, r.esi, r.edi, r.ebp};
  } else {
    return std::nullopt;
  }
  if (call.number == ~std::uint32_t{0}) return std::nullopt; // it was in no call
  return call;
}

int fail_call(pid_t thread, process::Registers& registers, std::uint16_t error) {
  const std::int64_t result = -std::int64_t{error};
  if (registers.size == sizeof(X86_64Registers)) {
    auto r = process::view<X86_64Registers>(registers);
    r.orig_rax = ~std::uint64_t{0};
    r.rax = static_cast<std::uint64_t>(result);
    process::store(registers, r);
  } else if (registers.size == sizeof(I386Registers)) {
    auto r = process::view<I386Registers>(registers);
    r.orig_eax = ~std::uint32_t{0};
    r.eax = static_cast<std::uint32_t>(result);
    process::store(registers, r);
  } else {
    return EINVAL;
  }
  return process::Tracee(thread).write(registers);
}

} // namespace callgate::watch

#endif
