// Small damage to programs, of every kind that a compiler's mistake might do.
#pragma once

#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "bpf/instruction.hpp"

namespace callgate::tests {

using Instructions = std::vector<bpf::Instruction>;

struct Mutation {
  std::string_view name;
  /// Changes the program, which is not empty, in one place; false where there is nothing to
  /// change in that way. What comes out may be no filter that a kernel takes.
  bool (*apply)(Instructions& program, std::mt19937_64& random);
};

/// Constants, opcodes, jumps and returns changed; instructions swapped, dropped and doubled,
/// with and without jumps that are re-aimed at their targets.
std::span<const Mutation> all_mutations();

} // namespace callgate::tests
