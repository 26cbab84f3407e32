// Follows bpf_convert_filter of net/core/filter.c: A, X and scratch memory are 32 bits
// wide, A and X start as 0, comparisons are unsigned, dividing by an X of 0 ends the
// filter with the value 0, and a shift by X uses the low five bits of X.
#include "bpf/interpreter.hpp"

namespace callgate::bpf {
namespace {

struct Machine {
  std::uint32_t a = 0;
  std::uint32_t x = 0;
  std::array<std::uint32_t, memory_words> memory{};
};

constexpr std::uint32_t shift_mask = 31;

std::uint32_t arithmetic(std::uint16_t operation, std::uint32_t a, std::uint32_t operand) {
  switch (operation) {
  case op::add:
    return a + operand;
  case op::sub:
    return a - operand;
  case op::mul:
    return a * operand;
  case op::div: // by zero: never comes here
    return a / operand;
  case op::or_:
    return a | operand;
  case op::and_:
    return a & operand;
  case op::xor_:
    return a ^ operand;
  case op::lsh:
    return a << (operand & shift_mask);
  case op::rsh:
    return a >> (operand & shift_mask);
  default:
    return 0U - a; // neg
  }
}

std::uint32_t operand_of(const Instruction& instruction, const Machine& machine) {
  return (instruction.code & op::with_x) != 0 ? machine.x : instruction.k;
}

std::uint16_t without_x(std::uint16_t code) {
  return static_cast<std::uint16_t>(code & ~op::with_x);
}

/// Carries out what only moves words about; does nothing for all the rest.
void move(const Instruction& instruction, const std::array<std::uint32_t, 16>& input,
          Machine& machine) {
  const std::uint32_t k = instruction.k;
  switch (instruction.code) {
  case op::ld_abs:
    machine.a = input[k / 4];
    break;
  case op::ld_len:
    machine.a = offset::end;
    break;
  case op::ld_imm:
    machine.a = k;
    break;
  case op::ld_mem:
    machine.a = machine.memory[k];
    break;
  case op::ldx_len:
    machine.x = offset::end;
    break;
  case op::ldx_imm:
    machine.x = k;
    break;
  case op::ldx_mem:
    machine.x = machine.memory[k];
    break;
  case op::st:
    machine.memory[k] = machine.a;
    break;
  case op::stx:
    machine.memory[k] = machine.x;
    break;
  case op::tax:
    machine.x = machine.a;
    break;
  case op::txa:
    machine.a = machine.x;
    break;
  default:
    break;
  }
}

/// How many instructions a jump skips.
std::size_t skipped(const Instruction& instruction, const Machine& machine) {
  const std::uint32_t operand = operand_of(instruction, machine);
  const auto branch = [&](bool holds) { return holds ? instruction.jt : instruction.jf; };
  switch (without_x(instruction.code)) {
  case op::jeq:
    return branch(machine.a == operand);
  case op::jgt:
    return branch(machine.a > operand);
  case op::jge:
    return branch(machine.a >= operand);
  case op::jset:
    return branch((machine.a & operand) != 0);
  default:
    return instruction.k; // ja
  }
}

} // namespace

std::array<std::uint32_t, 16> words(const CallData& data, arch::ByteOrder order) {
  std::array<std::uint32_t, 16> result{};
  result[offset::number / 4] = data.number;
  result[offset::token / 4] = data.token;
  const auto store = [&](std::uint32_t byte_offset, std::uint64_t value) {
    const std::size_t first = byte_offset / 4;
    const std::size_t low = order == arch::ByteOrder::little ? first : first + 1;
    const std::size_t high = order == arch::ByteOrder::little ? first + 1 : first;
    result[low] = static_cast<std::uint32_t>(value);
    result[high] = static_cast<std::uint32_t>(value >> 32);
  };
  store(offset::instruction_pointer, data.instruction_pointer);
  for (std::uint32_t i = 0; i < data.arguments.size(); ++i)
    store(offset::arguments + 8 * i, data.arguments[i]);
  return result;
}

Execution run(const Program& program, const CallData& data, arch::ByteOrder order) {
  const auto instructions = program.instructions();
  const auto input = words(data, order);
  Machine machine;
  Execution so_far{0, 0, 0};
  const auto end = [&](std::uint32_t value, std::size_t at) {
    so_far.value = value;
    so_far.returned_at = at;
    return so_far;
  };
  for (std::size_t at = 0;; ++at) {
    const Instruction& instruction = instructions[at];
    ++so_far.steps;
    if (instruction.code == op::ret_k) return end(instruction.k, at);
    if (instruction.code == op::ret_a) return end(machine.a, at);
    if (instruction.code == (op::div | op::with_x) && machine.x == 0) return end(0, at);
    switch (instruction.code & op::class_mask) {
    case op::arithmetic_class:
      machine.a =
          arithmetic(without_x(instruction.code), machine.a, operand_of(instruction, machine));
      break;
    case op::jump_class: {
      const std::size_t skipping = skipped(instruction, machine);
      ++(skipping == 0 ? so_far.not_taken : so_far.taken);
      at += skipping;
      break;
    }
    default:
      move(instruction, input, machine);
    }
  }
}

} // namespace callgate::bpf
