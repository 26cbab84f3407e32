// Runs a filter as the kernel would: the reference engine of tests and proof.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// The sixteen 32-bit words that BPF_LD|BPF_W|BPF_ABS sees at offsets 0, 4, … 60:
/// a 64-bit member shows its low word first on a little-endian kernel, its high
/// word first on a big-endian one.
std::array<std::uint32_t, 16> words(const CallData& data, arch::ByteOrder order);

struct Execution {
  std::uint32_t value; ///< what the filter returned
  std::size_t steps;   ///< instructions executed, the return included
  /// Index of the return instruction, or of the division by zero that ended the run.
  std::size_t returned_at;
  std::size_t taken = 0;     ///< jumps that skipped something
  std::size_t not_taken = 0; ///< those that went on with the next instruction
};

Execution run(const Program& program, const CallData& data, arch::ByteOrder order);

} // namespace callgate::bpf
