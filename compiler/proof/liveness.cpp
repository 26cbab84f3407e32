#include "proof/liveness.hpp"

#include <cstddef>
#include <span>

namespace callgate::proof {

namespace {

using bpf::Instruction;

struct Access {
  Places reads;
  Places writes;
};

Access access_of(const Instruction& instruction) {
  using namespace bpf::op;
  const auto memory = [&] { return Places{1} << instruction.k; };
  switch (instruction.code) {
  case ld_abs:
  case ld_imm:
  case ld_len:
    return {0, accumulator};
  case ldx_imm:
  case ldx_len:
    return {0, index_register};
  case ld_mem:
    return {memory(), accumulator};
  case ldx_mem:
    return {memory(), index_register};
  case st:
    return {accumulator, memory()};
  case stx:
    return {index_register, memory()};
  case tax:
    return {accumulator, index_register};
  case txa:
    return {index_register, accumulator};
  case ja:
  case ret_k:
    return {0, 0};
  case ret_a:
    return {accumulator, 0};
  default: // arithmetic and conditional jumps
    const Places operand = (instruction.code & with_x) != 0 ? index_register : 0;
    const bool computes = (instruction.code & class_mask) == arithmetic_class;
    return {accumulator | operand, computes ? accumulator : 0};
  }
}

/// What is live after instruction `at`, of which all later ones are known.
Places live_after(std::span<const Instruction> program, const std::vector<Places>& before,
                  std::size_t at) {
  const Instruction& instruction = program[at];
  if (instruction.code == bpf::op::ret_k || instruction.code == bpf::op::ret_a) return 0;
  if (instruction.code == bpf::op::ja) return before[at + 1 + instruction.k];
  if ((instruction.code & bpf::op::class_mask) == bpf::op::jump_class)
    return before[at + 1 + instruction.jt] | before[at + 1 + instruction.jf];
  return before[at + 1];
}

} // namespace

// Jumps lead forwards only, so one pass from the end is enough.
std::vector<Places> live_before(const bpf::Program& program) {
  std::vector<Places> before(program.size());
  for (std::size_t at = program.size(); at-- > 0;) {
    const Access access = access_of(program.instructions()[at]);
    before[at] = access.reads | (live_after(program.instructions(), before, at) & ~access.writes);
  }
  return before;
}

} // namespace callgate::proof
