// System calls in stopped x86 programs: x86_64 (which serves x32 too: the number's x32
// bit makes a call an x32 one, not the process) and i386, native or on a 64-bit kernel.
#include "process/command_abi.hpp"

#if defined(__x86_64__) || defined(__i386__)

#include "process/layout_x86.hpp"

namespace callgate::process {
namespace {

// In both, the saved number of -1 says "not in a system call": a signal on the way to the
// instruction must not restart the exec that the program has just come out of.

const CommandAbi x86_64{
    .pointer_bytes = 8,
    .seccomp = 317,
    .exit_group = 231,
    .call_instruction = [](const Registers&) -> std::span<const std::uint8_t> {
      static constexpr std::array<std::uint8_t, 2> syscall{0x0f, 0x05};
      return syscall;
    },
    .program_counter = [](const Registers& r) { return view<X86_64Registers>(r).rip; },
    .stack_pointer = [](const Registers& r) { return view<X86_64Registers>(r).rsp; },
    .prepare =
        [](Registers& r, const InjectedCall& call, std::uint64_t address) {
          auto layout = view<X86_64Registers>(r);
          layout.rax = call.number;
          layout.rdi = call.arguments[0];
          layout.rsi = call.arguments[1];
          layout.rdx = call.arguments[2];
          layout.rip = address;
          layout.orig_rax = ~std::uint64_t{0};
          store(r, layout);
        },
    .result =
        [](const Registers& r) { return static_cast<std::int64_t>(view<X86_64Registers>(r).rax); },
};

const CommandAbi i386{
    .pointer_bytes = 4,
    .seccomp = 354,
    .exit_group = 252,
    .call_instruction = [](const Registers&) -> std::span<const std::uint8_t> {
      static constexpr std::array<std::uint8_t, 2> int_80{0xcd, 0x80};
      return int_80;
    },
    .program_counter = [](const Registers& r) -> std::uint64_t {
      return view<I386Registers>(r).eip;
    },
    .stack_pointer = [](const Registers& r) -> std::uint64_t { return view<I386Registers>(r).esp; },
    .prepare =
        [](Registers& r, const InjectedCall& call, std::uint64_t address) {
          auto layout = view<I386Registers>(r);
          layout.eax = call.number;
          layout.ebx = static_cast<std::uint32_t>(call.arguments[0]);
          layout.ecx = static_cast<std::uint32_t>(call.arguments[1]);
          layout.edx = static_cast<std::uint32_t>(call.arguments[2]);
          layout.eip = static_cast<std::uint32_t>(address);
          layout.orig_eax = ~std::uint32_t{0};
          store(r, layout);
        },
    .result = [](const Registers& r) -> std::int64_t {
      return static_cast<std::int32_t>(view<I386Registers>(r).eax);
    },
};

} // namespace

bool can_inject() {
  return true;
}

const CommandAbi* command_abi(const Registers& registers) {
  // A 32-bit tracer cannot reach the memory of a 64-bit program.
  if (registers.size == sizeof(X86_64Registers) && sizeof(Tracee::Word) == 8) return &x86_64;
  if (registers.size == sizeof(I386Registers)) return &i386;
  return nullptr;
}

} // namespace callgate::process

#endif
