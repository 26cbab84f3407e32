#include "watch/dwarf_registers.hpp"

#include <algorithm>
#include <iterator>

#if defined(__x86_64__) || defined(__i386__)
#include "process/layout_x86.hpp"
#elif defined(__aarch64__)
#include "process/layout_arm64.hpp"
#endif

namespace callgate::watch {
namespace {

template <typename... Values>
[[maybe_unused]] DwarfRegisters numbered(std::size_t word, Values... values) {
  return {{static_cast<std::uint64_t>(values)...}, sizeof...(values), std::nullopt, word};
}

} // namespace

std::optional<DwarfRegisters>
dwarf_registers([[maybe_unused]] const process::Registers& registers) {
#if defined(__x86_64__) || defined(__i386__)
  if (registers.size == sizeof(process::X86_64Registers)) {
    const auto r = process::view<process::X86_64Registers>(registers);
    return numbered(8, r.rax, r.rdx, r.rcx, r.rbx, r.rsi, r.rdi, r.rbp, r.rsp, r.r8, r.r9, r.r10,
                    r.r11, r.r12, r.r13, r.r14, r.r15, r.rip);
  }
  if (registers.size == sizeof(process::I386Registers)) {
    const auto r = process::view<process::I386Registers>(registers);
    return numbered(4, r.eax, r.ecx, r.edx, r.ebx, r.esp, r.ebp, r.esi, r.edi, r.eip);
  }
#elif defined(__aarch64__)
  DwarfRegisters found;
  if (registers.size == sizeof(process::Aarch64Registers)) {
    const auto r = process::view<process::Aarch64Registers>(registers);
    std::copy(std::begin(r.x), std::end(r.x), found.values.begin());
    found.values[31] = r.sp;
    found.count = 32;
    found.program_counter = r.pc;
    return found;
  }
  if (registers.size == sizeof(process::ArmRegisters)) {
    const auto r = process::view<process::ArmRegisters>(registers);
    std::copy(std::begin(r.r), std::end(r.r), found.values.begin());
    found.count = 16;
    found.word = sizeof(std::uint32_t);
    return found;
  }
#endif
  return std::nullopt;
}

} // namespace callgate::watch
