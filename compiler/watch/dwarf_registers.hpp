// The registers of a stopped thread by their DWARF numbers, which unwinding begins with.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "process/tracee.hpp"

namespace callgate::watch {

struct DwarfRegisters {
  std::array<std::uint64_t, 32> values{}; ///< from number 0 on
  unsigned count = 0;
  std::optional<std::uint64_t> program_counter{}; ///< where it has no number
  std::size_t word = sizeof(std::uint64_t);       ///< bytes of one
};

/// Nothing for registers of a machine that is not known here.
std::optional<DwarfRegisters> dwarf_registers(const process::Registers& registers);

} // namespace callgate::watch
