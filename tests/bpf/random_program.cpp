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

namespace {

using bpf::op::with_x;
namespace op = bpf::op;

/// `value`, or what is one or two off it.
std::uint32_t about(std::uint32_t value, Random& random) {
  return random.one_in(3) ? value + random.below(5) - 2 : value;
}

/// An instruction that breaks its rule or just does not, with so many before and behind it.
Instruction edge_instruction(std::uint32_t before, std::uint32_t left, Random& random) {
  const std::uint32_t last = left == 0 ? 0 : left - 1; // what a jump to the last one skips
  const auto near_last = [&] {
    return static_cast<std::uint8_t>(about(last < 255 ? last : random.below(256), random));
  };
  const std::uint16_t x = random.one_in(2) ? with_x : 0;
  switch (random.below(7)) {
  case 0:
    return {op::ja, 0, 0, about(last, random)};
  case 1: // back to this one, to those before it, to the first, around the end of 32 bits
    return {op::ja, 0, 0, 0U - random.below(before + 3)};
  case 2:
    return {static_cast<std::uint16_t>(
                random.pick(std::array{op::jeq, op::jgt, op::jge, op::jset}) | x),
            near_last(), near_last(), 0};
  case 3:
    return {op::ld_abs, 0, 0, random.one_in(8) ? 0U - random.below(5) : about(60, random)};
  case 4:
    return {random.pick(std::array{op::st, op::stx}), 0, 0,
            random.one_in(8) ? UINT32_MAX : about(15, random)};
  case 5:
    return {static_cast<std::uint16_t>(random.pick(std::array{op::lsh, op::rsh}) | x), 0, 0,
            about(31, random)};
  default:
    return {static_cast<std::uint16_t>(random.pick(std::array{op::div, op::mul}) | x), 0, 0,
            random.below(3)};
  }
}

/// Words of scratch memory written and read over all kinds of paths.
Instruction scratch_instruction(std::uint32_t left, Random& random) {
  const std::uint32_t reach = left < 4 ? left : 4;
  const auto skipped = [&] {
    return static_cast<std::uint8_t>(reach == 0 ? 0 : random.below(reach));
  };
  const std::uint32_t word = random.below(2);
  switch (random.below(9)) {
  case 0:
    return {op::ja, 0, 0, skipped()};
  case 1:
  case 2:
    return {op::jeq, skipped(), skipped(), 0};
  case 3:
    return {random.pick(std::array{op::ld_mem, op::ldx_mem}), 0, 0, word};
  case 4:
    return {op::ret_k, 0, 0, 0};
  default:
    return {random.pick(std::array{op::st, op::stx}), 0, 0, word};
  }
}

std::uint32_t edge_length(Random& random) {
  if (random.one_in(40)) return bpf::max_instructions - 1 + random.below(3);
  if (random.one_in(12)) return 250 + random.below(12);
  return random.below(20);
}

} // namespace

std::vector<Instruction> edge_instructions(Random& random) {
  const std::uint32_t length = edge_length(random);
  const bool scratch = random.one_in(2);
  std::vector<Instruction> program;
  for (std::uint32_t left = length; left-- > 0;)
    program.push_back(scratch ? scratch_instruction(left, random)
                              : Instruction{op::ld_imm, 0, 0, 0});
  if (length == 0) return program;
  for (std::uint32_t edges = scratch ? 0 : 1 + random.below(3); edges > 0; --edges) {
    const std::uint32_t at = random.below(length);
    program[at] = edge_instruction(at, length - at - 1, random);
  }
  if (!random.one_in(40)) program.back() = {op::ret_k, 0, 0, 0};
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
