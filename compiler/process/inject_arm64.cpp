// System calls in stopped programs of an aarch64 kernel: aarch64 itself, and 32-bit arm.
#include "process/command_abi.hpp"

#if defined(__aarch64__)

#include "process/layout_arm64.hpp"

namespace callgate::process {
namespace {

// At system call stops the kernel shows entry or exit in x7 (r12 for arm) and takes no
// change of it, so what is read there and written back does no harm: report_syscall of
// arch/arm64/kernel/ptrace.c.

const CommandAbi aarch64{
    .pointer_bytes = 8,
    .seccomp = 277,
    .exit_group = 94,
    .call_instruction = [](const Registers&) -> std::span<const std::uint8_t> {
      static constexpr std::array<std::uint8_t, 4> svc{0x01, 0x00, 0x00, 0xd4};
      return svc;
    },
    .program_counter = [](const Registers& r) { return view<Aarch64Registers>(r).pc; },
    .stack_pointer = [](const Registers& r) { return view<Aarch64Registers>(r).sp; },
    .prepare =
        [](Registers& r, const InjectedCall& call, std::uint64_t address) {
          auto layout = view<Aarch64Registers>(r);
          layout.x[8] = call.number;
          for (std::size_t i = 0; i < call.arguments.size(); ++i)
            layout.x[i] = call.arguments[i];
          layout.pc = address;
          store(r, layout);
        },
    .result =
        [](const Registers& r) {
          return static_cast<std::int64_t>(view<Aarch64Registers>(r).x[0]);
        },
};

const CommandAbi arm{
    .pointer_bytes = 4,
    .seccomp = 383,
    .exit_group = 248,
    .call_instruction = [](const Registers& r) -> std::span<const std::uint8_t> {
      static constexpr std::array<std::uint8_t, 4> svc{0x00, 0x00, 0x00, 0xef};
      static constexpr std::array<std::uint8_t, 2> thumb_svc{0x00, 0xdf};
      constexpr std::uint32_t thumb_bit = 0x20;
      if (view<ArmRegisters>(r).cpsr & thumb_bit) return thumb_svc;
      return svc;
    },
    .program_counter = [](const Registers& r) -> std::uint64_t {
      return view<ArmRegisters>(r).r[15];
    },
    .stack_pointer = [](const Registers& r) -> std::uint64_t {
      return view<ArmRegisters>(r).r[13];
    },
    .prepare =
        [](Registers& r, const InjectedCall& call, std::uint64_t address) {
          auto layout = view<ArmRegisters>(r);
          layout.r[7] = call.number;
          for (std::size_t i = 0; i < call.arguments.size(); ++i)
            layout.r[i] = static_cast<std::uint32_t>(call.arguments[i]);
          layout.r[15] = static_cast<std::uint32_t>(address);
          store(r, layout);
        },
    .result = [](const Registers& r) -> std::int64_t {
      return static_cast<std::int32_t>(view<ArmRegisters>(r).r[0]);
    },
};

} // namespace

bool can_inject() {
  return true;
}

const CommandAbi* command_abi(const Registers& registers) {
  if (registers.size == sizeof(Aarch64Registers)) return &aarch64;
  if (registers.size == sizeof(ArmRegisters)) return &arm;
  return nullptr;
}

} // namespace callgate::process

#endif
