// What lies where in the general registers of x86 programs: x86_64 (and x32, which is the same
// process) and i386.
#pragma once

#include <cstdint>

#include "process/registers_view.hpp"

namespace callgate::process {

/// struct user_regs_struct of <sys/user.h> as 64-bit programs see it.
struct X86_64Registers {
  std::uint64_t r15, r14, r13, r12, rbp, rbx, r11, r10, r9, r8;
  std::uint64_t rax, rcx, rdx, rsi, rdi, orig_rax, rip, cs, eflags, rsp, ss;
  std::uint64_t fs_base, gs_base, ds, es, fs, gs;
};
static_assert(sizeof(X86_64Registers) == 216);

/// The same as 32-bit programs see it.
struct I386Registers {
  std::uint32_t ebx, ecx, edx, esi, edi, ebp, eax, ds, es, fs, gs;
  std::uint32_t orig_eax, eip, cs, eflags, esp, ss;
};
static_assert(sizeof(I386Registers) == 68);

} // namespace callgate::process
