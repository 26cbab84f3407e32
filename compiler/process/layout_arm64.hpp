// What lies where in the general registers of programs on an aarch64 kernel: aarch64 and 32-bit
// arm.
#pragma once

#include <array>
#include <cstdint>

#include "process/registers_view.hpp"

namespace callgate::process {

/// struct user_pt_regs of <asm/ptrace.h>.
struct Aarch64Registers {
  std::array<std::uint64_t, 31> x;
  std::uint64_t sp, pc, pstate;
};
static_assert(sizeof(Aarch64Registers) == 272);

/// The same as 32-bit programs see it: r0 … r15, cpsr, and r0 as the call found it.
struct ArmRegisters {
  std::array<std::uint32_t, 16> r;
  std::uint32_t cpsr, orig_r0;
};
static_assert(sizeof(ArmRegisters) == 72);

} // namespace callgate::process
