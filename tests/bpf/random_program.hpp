// Random instruction sequences and questions for them, the same on every run.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "bpf/instruction.hpp"
#include "bpf/interpreter.hpp"

namespace callgate::test {

class Random {
public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  /// A number from 0 to `count` - 1.
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(bits() % count); }
  bool one_in(std::uint32_t count) { return below(count) == 0; }
  template <typename Range>
  auto pick(const Range& range) {
    return range[below(static_cast<std::uint32_t>(std::size(range)))];
  }

private:
  std::mt19937_64 engine_;
};

/// A sequence of 1 to some 20 instructions, of which the kernel takes a fair share and
/// most of the rest break one rule only.
std::vector<bpf::Instruction> random_instructions(Random& random);

/// A sequence of 0 to 4097 instructions with some at the very edge of their rules: jumps about
/// the last instruction and around the end of 32 bits, loads about the end, scratch words
/// about M[15], or written and read over many paths, shifts about 32, divisors about 0.
std::vector<bpf::Instruction> edge_instructions(Random& random);

/// `program` with returns that the oracle can see: every constant becomes an errno, and
/// an accumulator is returned as an errno of twelve of its bits.
std::vector<bpf::Instruction> observable(std::span<const bpf::Instruction> program, Random& random);

/// A question near the constants that `program` compares with. Token and instruction
/// pointer are those of `caller`.
bpf::CallData random_call(std::span<const bpf::Instruction> program, const bpf::CallData& caller,
                          Random& random);

} // namespace callgate::test
