// The registers of a trapped call, as each machine's kernel hands them to a handler of
// SIGSYS: before it does, it undoes what entering the call changed (syscall_rollback), so
// that they hold number and arguments as the program set them.
#pragma once

#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

#include <callgate/detail/system_call.h>

namespace callgate {
namespace detail {

// For each machine:
//   has_registers      whether the rest is true of it
//   abi_name           the ABI of a call, null for what its code does not get to see
//   has_short_words    whether that ABI's registers are the low 32 bits of the machine's
//   argument           one of the six argument registers, whole
//   set_result         what the call returns: a negated errno value
//   repeat             makes the trapped call again
// Audit tokens are AUDIT_ARCH_* of <linux/audit.h>, here because older headers lack some.

#if defined(__x86_64__)

inline constexpr bool has_registers = true;
inline constexpr uint32_t token_x86_64 = 0xc000003e;
inline constexpr uint32_t token_i386 = 0x40000003; // in a program of 64 bits by int 0x80
inline constexpr uint32_t x32_bit = 0x40000000;    // __X32_SYSCALL_BIT of <asm/unistd.h>

inline const char* abi_name(uint32_t token, uint32_t number) noexcept {
  if (token == token_i386) return "i386";
  if (token != token_x86_64) return nullptr;
  return (number & x32_bit) != 0 ? "x32" : "x86_64";
}

inline bool has_short_words(uint32_t token) noexcept {
  return token == token_i386;
}

inline uint64_t argument(const ucontext_t& context, uint32_t token, int index) noexcept {
  constexpr int of_x86_64[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8, REG_R9};
  constexpr int of_i386[] = {REG_RBX, REG_RCX, REG_RDX, REG_RSI, REG_RDI, REG_RBP};
  const int place = token == token_i386 ? of_i386[index] : of_x86_64[index];
  return static_cast<uint64_t>(context.uc_mcontext.gregs[place]);
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.gregs[REG_RAX] = result;
}

inline void repeat(const ucontext_t& context, uint32_t token, uint32_t number) noexcept {
  uint64_t words[6];
  for (int i = 0; i < 6; ++i)
    words[i] = argument(context, token, i);
  uint64_t result = number;
  if (token == token_i386) {
    // The sixth argument goes through rbp, which no operand can name. Kernels differ in
    // what they leave in r8 … r11.
    register uint64_t sixth __asm__("r12") = words[5];
    __asm__ volatile("xchg %%rbp, %%r12\n\tint $0x80\n\txchg %%rbp, %%r12"
                     : "+a"(result), "+r"(sixth)
                     : "b"(words[0]), "c"(words[1]), "d"(words[2]), "S"(words[3]), "D"(words[4])
                     : "r8", "r9", "r10", "r11", "cc", "memory");
  } else {
    register uint64_t fourth __asm__("r10") = words[3];
    register uint64_t fifth __asm__("r8") = words[4];
    register uint64_t sixth __asm__("r9") = words[5];
    __asm__ volatile("syscall"
                     : "+a"(result)
                     : "D"(words[0]), "S"(words[1]), "d"(words[2]), "r"(fourth), "r"(fifth),
                       "r"(sixth)
                     : "rcx", "r11", "cc", "memory");
  }
}

#else // one ABI, whose calls libc's syscall() makes

#if defined(__i386__)

inline constexpr bool has_registers = true;
inline constexpr uint32_t native_token = 0x40000003;
inline constexpr const char* native_name = "i386";

inline uint64_t argument(const ucontext_t& context, uint32_t, int index) noexcept {
  constexpr int places[] = {REG_EBX, REG_ECX, REG_EDX, REG_ESI, REG_EDI, REG_EBP};
  return static_cast<uint32_t>(context.uc_mcontext.gregs[places[index]]);
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.gregs[REG_EAX] = result;
}

#elif defined(__aarch64__)

inline constexpr bool has_registers = true;
inline constexpr uint32_t native_token = 0xc00000b7;
inline constexpr const char* native_name = "aarch64";

inline uint64_t argument(const ucontext_t& context, uint32_t, int index) noexcept {
  return context.uc_mcontext.regs[index];
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.regs[0] = static_cast<unsigned long long>(result);
}

#elif defined(__arm__) && defined(__ARM_EABI__) && !defined(__ARMEB__)

inline constexpr bool has_registers = true;
inline constexpr uint32_t native_token = 0x40000028;
inline constexpr const char* native_name = "arm";

inline uint64_t argument(const ucontext_t& context, uint32_t, int index) noexcept {
  const auto& registers = context.uc_mcontext;
  const unsigned long words[] = {registers.arm_r0, registers.arm_r1, registers.arm_r2,
                                 registers.arm_r3, registers.arm_r4, registers.arm_r5};
  return words[index];
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.arm_r0 = static_cast<unsigned long>(result);
}

#elif defined(__riscv_xlen)

inline constexpr bool has_registers = true;
inline constexpr uint32_t native_token = __riscv_xlen == 64 ? 0xc00000f3 : 0x400000f3;
inline constexpr const char* native_name = __riscv_xlen == 64 ? "riscv64" : "riscv32";

inline uint64_t argument(const ucontext_t& context, uint32_t, int index) noexcept {
  constexpr int a0 = 10;
  return context.uc_mcontext.__gregs[a0 + index];
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.__gregs[10] = static_cast<unsigned long>(result);
}

#elif defined(__s390x__)

inline constexpr bool has_registers = true;
inline constexpr uint32_t native_token = 0x80000016;
inline constexpr const char* native_name = "s390x";

inline uint64_t argument(const ucontext_t& context, uint32_t, int index) noexcept {
  return context.uc_mcontext.gregs[2 + index];
}

inline void set_result(ucontext_t& context, int result) noexcept {
  context.uc_mcontext.gregs[2] = static_cast<unsigned long>(result);
}

#else // a machine that nobody has looked at: calls are told without their arguments

inline constexpr bool has_registers = false;
inline constexpr uint32_t native_token = 0;
inline constexpr const char* native_name = nullptr;

inline uint64_t argument(const ucontext_t&, uint32_t, int) noexcept {
  return 0;
}

inline void set_result(ucontext_t&, int) noexcept {}

#endif

inline const char* abi_name(uint32_t token, uint32_t) noexcept {
  return token == native_token ? native_name : nullptr;
}

inline bool has_short_words(uint32_t) noexcept {
  return false; // they are as wide as the machine's
}

inline void repeat(const ucontext_t& context, uint32_t token, uint32_t number) noexcept {
  if (!has_registers || token != native_token) return;
  long words[6];
  for (int i = 0; i < 6; ++i)
    words[i] = static_cast<long>(argument(context, token, i));
  const ErrnoKeeper keeper;
  ::syscall(static_cast<int>(number), words[0], words[1], words[2], words[3], words[4], words[5]);
}

#endif

/// Whether number and arguments of such a call can be read and its result be set.
inline bool has_registers_of(uint32_t token) noexcept {
  return has_registers && abi_name(token, 0) != nullptr;
}

} // namespace detail
} // namespace callgate
