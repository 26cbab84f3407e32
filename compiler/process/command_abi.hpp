// How a stopped program of some ABI is made to execute a system call: the facts that
// differ, one small table an ABI, in inject_x86.cpp and inject_arm64.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "process/tracee.hpp"

namespace callgate::process {

/// A system call to be made in another process.
struct InjectedCall {
  std::uint32_t number;
  std::array<std::uint64_t, 3> arguments;
};

struct CommandAbi {
  std::size_t pointer_bytes; ///< 4 or 8; decides the layout of struct sock_fprog
  std::uint32_t seccomp;     ///< call numbers
  std::uint32_t exit_group;

  /// The instruction that enters the kernel, of the width that the program counter's
  /// instruction set wants (Thumb differs from ARM).
  std::span<const std::uint8_t> (*call_instruction)(const Registers&);
  std::uint64_t (*program_counter)(const Registers&);
  std::uint64_t (*stack_pointer)(const Registers&);
  /// Sets the registers so that the instruction at `address` makes `call`.
  void (*prepare)(Registers&, const InjectedCall& call, std::uint64_t address);
  /// What the call just made returned: negative is a negated errno value.
  std::int64_t (*result)(const Registers&);
};

/// Whether callgate knows how to do this on the machine that it was compiled for.
bool can_inject();

/// The ABI of a program with these registers; null if callgate cannot handle it.
const CommandAbi* command_abi(const Registers& registers);

} // namespace callgate::process
