#include "bpf/ebpf.hpp"

#include <algorithm>

namespace callgate::bpf {

namespace {

/// Clears A and X, and puts the input's address where it stays.
constexpr std::size_t prologue = 3;

constexpr std::size_t between_filters = 4;

/// eBPF's jumps have one target. The tests for less, for not more and for unequal spare a
/// second jump where the true outcome goes on; of the test of bits there is no opposite.
std::size_t length_of_jump(const Instruction& jump) {
  const bool has_constant = (jump.code & op::with_x) == 0;
  const bool has_opposite = (jump.code & ~op::with_x) != op::jset;
  const std::size_t constant = has_constant && jump.k >> 31 != 0 ? 1 : 0;
  const bool is_one = jump.jf == 0 || (jump.jt == 0 && has_opposite);
  return constant + (is_one ? 1 : 2);
}

std::size_t length_of(const Instruction& instruction) {
  if (instruction.code == op::ret_k) return 2;
  if (instruction.code == (op::div | op::with_x)) return 5;
  const bool is_jump = (instruction.code & op::class_mask) == op::jump_class;
  return is_jump && instruction.code != op::ja ? length_of_jump(instruction) : 1;
}

} // namespace

std::size_t ebpf_length(const Program& program) {
  std::size_t length = prologue;
  for (const Instruction& instruction : program.instructions())
    length += length_of(instruction);
  return length;
}

std::size_t ebpf_length(std::span<const Program> stack) {
  std::size_t length = 0;
  for (const Program& program : stack)
    length += ebpf_length(program) + between_filters;
  return length - (stack.empty() ? 0 : between_filters);
}

} // namespace callgate::bpf
