#include "random_program.hpp"

#include <array>

#include <linux/seccomp.h>

#include "bpf/opcodes.hpp"

namespace callgate::test {
namespace {

using bpf::Form;
using bpf::Instruction;

std::uint32_t interesting_word(Random& random) {
  static constexpr auto constants = std::to_array<std::uint32_t>(
      {0, 1, 2, 31, 32, 63, 64, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff});
  switch (random.below(4)) {
  case 0:
    return random.pick(constants);
  case 1:
    return random.below(16);
  case 2:
    return 1U << random.below(32);
  default:
    return static_cast<std::uint32_t>(random.bits());
  }
}

/// An operand that obeys the rule of its form, or seldom one at its very edge.
std::uint32_t operand(Form form, std::uint32_t left, Random& random) {
  const std::uint32_t edge = random.one_in(60) ? 1 : 0;
  switch (form) {
  case Form::load_word:
    return edge == 1 ? random.below(80) : 4 * random.below(16);
  case Form::read_memory:
  case Form::write_memory:
    return edge == 1 ? 15 + random.below(3) : random.below(3);
  case Form::shift:
    return edge == 1 ? 31 + random.below(3) : random.below(32);
  case Form::divisor:
    return edge == 1 ? 0 : interesting_word(random) | 1;
  case Form::jump:
    if (random.one_in(60)) return interesting_word(random);
    return left == 0 ? 0 : random.below(left + edge);
  default:
    return interesting_word(random);
  }
}

std::uint8_t displacement(std::uint32_t left, Random& random) {
  if (random.one_in(60)) return static_cast<std::uint8_t>(random.bits());
  if (left == 0) return 0;
  const std::uint32_t reach = left < 6 ? left : 6;
  return static_cast<std::uint8_t>(random.below(reach + (random.one_in(60) ? 1U : 0U)));
}

Instruction random_instruction(std::uint32_t left, Random& random) {
  // Most instructions of real programs load or compare; scratch reads come later, so
  // that something may have been written by then.
  static constexpr auto common =
      std::to_array<std::uint16_t>({bpf::op::ld_abs, bpf::op::st, bpf::op::stx, bpf::op::tax,
                                    bpf::op::ldx_imm, bpf::op::ld_abs});
  if (random.one_in(150))
    return {static_cast<std::uint16_t>(random.below(0x120)), 0, 0, random.below(16)};
  const auto code = random.one_in(3) ? random.pick(common) : random.pick(bpf::all_opcodes()).code;
  const Form form = bpf::find_opcode(code)->form;
  const bool branches = form == Form::branch_k || form == Form::branch_x;
  // Only branches look at jt and jf; elsewhere the kernel takes anything.
  const bool filled = branches || random.one_in(20);
  return {code, filled ? displacement(left, random) : std::uint8_t{0},
          filled ? displacement(left, random) : std::uint8_t{0}, operand(form, left, random)};
}

} // namespace

std::vector<Instruction> random_instructions(Random& random) {
  const std::uint32_t length = 1 + random.below(random.one_in(4) ? 40 : 14);
  std::vector<Instruction> program;
  for (std::uint32_t left = length; left-- > 0;)
    program.push_back(random_instruction(left, random));
  if (!random.one_in(40)) {
    const bool constant = random.one_in(3);
    program.back() = {constant ? bpf::op::ret_k : bpf::op::ret_a, 0, 0, interesting_word(random)};
  }
  return program;
}

std::vector<Instruction> observable(std::span<const Instruction> program, Random& random) {
  constexpr std::uint32_t twelve_bits = 0xfff;
  std::vector<Instruction> result(program.begin(), program.end());
  for (std::size_t at = 0; at < result.size(); ++at) {
    Instruction& instruction = result[at];
    if (instruction.code == bpf::op::ret_k) {
      // The place that returned is worth more than the value it returned.
      instruction.k = SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(at) + 1);
    } else if (instruction.code == bpf::op::ret_a) {
      instruction = {bpf::op::ja, 0, 0, static_cast<std::uint32_t>(result.size() - at - 1)};
    }
  }
  result.push_back({bpf::op::rsh, 0, 0, random.pick(std::array<std::uint32_t, 3>{0, 10, 20})});
  result.push_back({bpf::op::and_, 0, 0, twelve_bits});
  result.push_back({bpf::op::or_, 0, 0, SECCOMP_RET_ERRNO});
  result.push_back({bpf::op::ret_a, 0, 0, 0});
  return result;
}

bpf::CallData random_call(std::span<const Instruction> program, const bpf::CallData& caller,
                          Random& random) {
  const auto word = [&]() -> std::uint32_t {
    if (random.one_in(2)) return interesting_word(random);
    return random.pick(program).k + random.below(3) - 1;
  };
  bpf::CallData call = caller;
  do {
    call.number = word();
  } while (call.number == 335 || call.number == 336); // x86_64: pass by every filter
  for (std::uint64_t& argument : call.arguments)
    argument = static_cast<std::uint64_t>(word()) << 32 | word();
  return call;
}

} // namespace callgate::test
