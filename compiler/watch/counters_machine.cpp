// x86_64 and aarch64.
#include "watch/counters_machine.hpp"

#include <algorithm>

namespace callgate::watch {
namespace {

using arch::Abi;

#if defined(__x86_64__) && defined(__LP64__)

constexpr std::array<std::string_view, 2> status{"thread_info", "status"};
constexpr std::array<std::string_view, 1> ax_free[] = {{"di"}, {"si"}, {"dx"}, {"r10"}, {"r8"},
                                                       {"r9"}, {"bx"}, {"cx"}, {"bp"}};
constexpr KernelMember di{ax_free[0]}, si{ax_free[1]}, dx{ax_free[2]}, r10{ax_free[3]},
    r8{ax_free[4]}, r9{ax_free[5]}, bx{ax_free[6]}, cx{ax_free[7]}, bp{ax_free[8]};
constexpr std::array abis_64{Abi::x86_64, Abi::x32};
constexpr std::array abis_32{Abi::i386};

/// TS_COMPAT of arch/x86/include/asm/thread_info.h (Linux 2.6 to 7.0): set from the entry to the
/// exit of a call through int 0x80 or sysenter, whatever the program's own width; the same that
/// seccomp takes the token from (syscall_get_arch).
constexpr std::int32_t ts_compat = 2;

constexpr CountersMachine machine{
    {"task_struct", {status}, KernelCode::Size::word, ts_compat},
    {{{{di, si, dx, r10, r8, r9}, abis_64}, {{bx, cx, dx, si, di, bp}, abis_32}}}};

#elif defined(__aarch64__) && defined(__LP64__)

constexpr std::array<std::string_view, 1> pstate{"pstate"};
constexpr std::array<std::string_view, 1> first{"orig_x0"}; // x0 becomes the result
constexpr std::array<std::string_view, 1> regs{"regs"};
constexpr std::array<KernelMember, 6> arguments{
    {{first}, {regs, 8}, {regs, 16}, {regs, 24}, {regs, 32}, {regs, 40}}};
constexpr std::array abis_64{Abi::aarch64};
constexpr std::array abis_32{Abi::arm};

/// The processor's own sign of the 32-bit state (M[4] of PSTATE, PSR_MODE32_BIT), which a
/// thread changes at exec alone.
constexpr std::int32_t mode_32 = 0x10;

constexpr CountersMachine machine{{"pt_regs", {pstate}, KernelCode::Size::double_word, mode_32},
                                  {{{arguments, abis_64}, {arguments, abis_32}}}};

#endif

} // namespace

const CountersMachine* counters_machine() {
#if (defined(__x86_64__) || defined(__aarch64__)) && defined(__LP64__)
  return &machine;
#else
  return nullptr;
#endif
}

std::uint32_t first_slot(Abi abi) {
  std::uint32_t slot = 0;
  const CountersMachine* const here = counters_machine();
  if (here == nullptr) return slot;
  for (const CallMode& mode : here->modes) {
    for (const Abi other : mode.abis) {
      if (other == abi) return slot;
      slot += slots_of_abi;
    }
  }
  return slot;
}

std::optional<std::uint32_t> slot_of(std::uint32_t token, std::uint32_t number) {
  const CountersMachine* const here = counters_machine();
  if (here == nullptr) return std::nullopt;
  for (const CallMode& mode : here->modes) {
    for (const Abi abi : mode.abis) {
      const arch::AbiFacts& facts = arch::facts(abi);
      const std::uint32_t place = number - facts.numbers.first;
      if (facts.token == token && place < slots_of_abi) return first_slot(abi) + place;
    }
  }
  return std::nullopt;
}

} // namespace callgate::watch
