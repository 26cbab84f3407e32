// What counting calls inside the kernel must know of the machine: how its ABIs are told apart
// at a call, where their arguments stand, and where their counts do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "arch/abi.hpp"
#include "watch/kernel_code.hpp"

namespace callgate::watch {

/// A member of one of the kernel's structs: {"thread_info", "status"} is two steps. `further`
/// bytes beyond it, for elements of an array.
struct KernelMember {
  std::span<const std::string_view> path;
  std::uint32_t further = 0;
};

/// A way in which a program can make calls. Its audit token is that of `abis`, and the first of
/// these whose numbers fit has the call.
struct CallMode {
  std::array<KernelMember, 6> arguments; ///< in struct pt_regs, as the ABI orders them
  std::span<const arch::Abi> abis;
};

struct CountersMachine {
  /// Set where a call is of the second mode: bits in struct task_struct or struct pt_regs.
  struct Flag {
    std::string_view structure;
    KernelMember member;
    KernelCode::Size size;
    std::int32_t mask;
  } flag;
  std::array<CallMode, 2> modes;
};

/// Null on machines that callgate has no programs for.
const CountersMachine* counters_machine();

/// The kernel counts a call at its slot: each ABI has so many, for its first numbers.
inline constexpr std::uint32_t slots_of_abi = 1024;
inline constexpr std::uint32_t most_abis = 3;

/// The slots of an ABI of this machine start here.
std::uint32_t first_slot(arch::Abi abi);

/// Nothing for a number so high that it has none.
std::optional<std::uint32_t> slot_of(std::uint32_t token, std::uint32_t number);

} // namespace callgate::watch
