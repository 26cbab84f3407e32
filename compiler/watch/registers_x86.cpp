// Calls in the registers of x86 threads. A 64-bit process can make calls of either ABI
// (int 0x80), so the token decides which registers hold the arguments; the filter sees all of
// their 64 bits either way.
#include "watch/stopped_call.hpp"

#if defined(__x86_64__) || defined(__i386__)

#include <cstddef>
#include <linux/audit.h>
#include <sys/ptrace.h>

#include "process/layout_x86.hpp"
#include "process/ptrace_request.hpp"

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

namespace {

/// PTRACE_POKEUSER counts in the tracer's own layout, whatever program the thread runs.
#if defined(__x86_64__)
using OwnRegisters = X86_64Registers;
constexpr std::size_t number_place = offsetof(OwnRegisters, orig_rax);
constexpr std::size_t result_place = offsetof(OwnRegisters, rax);
#else
using OwnRegisters = I386Registers;
constexpr std::size_t number_place = offsetof(OwnRegisters, orig_eax);
constexpr std::size_t result_place = offsetof(OwnRegisters, eax);
#endif

} // namespace

int skip_call(pid_t thread, std::uint16_t error) {
  const auto result = static_cast<unsigned long>(-static_cast<long>(error));
  // The number first: whatever comes of the rest, the call is not made.
  if (const int failure = process::ptrace_request(PTRACE_POKEUSER, thread, number_place, ~0UL))
    return failure;
  return process::ptrace_request(PTRACE_POKEUSER, thread, result_place, result);
}

} // namespace callgate::watch

#endif
