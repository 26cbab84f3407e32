// The kernel's two checks, in the kernel's order: bpf_check_classic of
// net/core/filter.c, which ends with check_load_and_stores, then
// seccomp_check_filter of kernel/seccomp.c. The opcode table holds what passes both
// lists of opcodes, so those two collapse into one look-up.
#include "bpf/program.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include "bpf/opcodes.hpp"

namespace callgate::bpf {
namespace {

std::string number(std::uint32_t value) {
  return std::to_string(value);
}

/// Where instruction `at` may jump to; nothing for instructions that are no jumps.
struct JumpTargets {
  std::array<std::uint64_t, 2> indices{};
  std::size_t count = 0;
};

JumpTargets jump_targets(const Instruction& instruction, Form form, std::size_t at) {
  switch (form) {
  case Form::jump:
    return {{std::uint64_t{at} + 1 + instruction.k}, 1};
  case Form::branch_k:
  case Form::branch_x:
    return {{at + 1 + instruction.jt, at + 1 + instruction.jf}, 2};
  default:
    return {};
  }
}

std::optional<std::string> bad_operand(const Instruction& instruction, Form form) {
  const std::uint32_t k = instruction.k;
  switch (form) {
  case Form::load_word:
    if (k % 4 != 0) return "load at byte offset " + number(k) + ", which is no multiple of 4";
    if (k >= offset::end)
      return "load at byte offset " + number(k) + ", past the 64 bytes of seccomp_data";
    return std::nullopt;
  case Form::read_memory:
  case Form::write_memory:
    if (k >= memory_words) return "scratch word M[" + number(k) + "]: there are only M[0] to M[15]";
    return std::nullopt;
  case Form::divisor:
    if (k == 0) return "division by the constant 0";
    return std::nullopt;
  case Form::shift:
    if (k >= 32) return "shift by " + number(k) + " bits: at most 31";
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

std::optional<Rejection> check_each(std::span<const Instruction> instructions) {
  for (std::size_t at = 0; at < instructions.size(); ++at) {
    const Instruction& instruction = instructions[at];
    const OpcodeFacts* facts = find_opcode(instruction.code);
    if (facts == nullptr)
      return Rejection{Rejection::Rule::instruction, at,
                       "opcode " + number(instruction.code) + " is not for seccomp filters"};
    if (auto reason = bad_operand(instruction, facts->form))
      return Rejection{Rejection::Rule::instruction, at, std::move(*reason)};
    const JumpTargets targets = jump_targets(instruction, facts->form, at);
    for (std::size_t i = 0; i < targets.count; ++i)
      if (targets.indices[i] >= instructions.size())
        return Rejection{Rejection::Rule::instruction, at,
                         "jump to instruction " + std::to_string(targets.indices[i]) +
                             ", past the end"};
  }
  return std::nullopt;
}

std::optional<Rejection> check_last(std::span<const Instruction> instructions) {
  const std::uint16_t code = instructions.back().code;
  if (code == op::ret_k || code == op::ret_a) return std::nullopt;
  return Rejection{Rejection::Rule::instruction, instructions.size() - 1,
                   "the last instruction does not return"};
}

// One bit a scratch word: set where the word was written on every path that arrives.
// As in the kernel, what follows an unconditional jump and is no jump's target counts
// as fully written, while what follows a return inherits the state before it.
std::optional<Rejection> check_scratch(std::span<const Instruction> instructions) {
  constexpr std::uint16_t everything = 0xffff;
  std::vector<std::uint16_t> arriving(instructions.size(), everything);
  std::uint16_t written = 0;
  for (std::size_t at = 0; at < instructions.size(); ++at) {
    written &= arriving[at];
    const Instruction& instruction = instructions[at];
    const Form form = find_opcode(instruction.code)->form;
    if (form == Form::write_memory) {
      written = static_cast<std::uint16_t>(written | 1U << instruction.k);
    } else if (form == Form::read_memory) {
      if ((written >> instruction.k & 1U) == 0)
        return Rejection{Rejection::Rule::instruction, at,
                         "scratch word M[" + number(instruction.k) +
                             "] is read before every path to here has written it"};
    }
    const JumpTargets targets = jump_targets(instruction, form, at);
    for (std::size_t i = 0; i < targets.count; ++i)
      arriving[targets.indices[i]] &= written;
    if (targets.count > 0) written = everything;
  }
  return std::nullopt;
}

std::optional<Rejection> check_all(std::span<const Instruction> instructions) {
  if (instructions.empty()) return Rejection{Rejection::Rule::length, 0, "an empty filter"};
  if (instructions.size() > max_instructions)
    return Rejection{Rejection::Rule::length, instructions.size(),
                     std::to_string(instructions.size()) +
                         " instructions: the kernel takes at most 4096"};
  if (auto rejection = check_each(instructions)) return rejection;
  if (auto rejection = check_last(instructions)) return rejection;
  return check_scratch(instructions);
}

} // namespace

std::variant<Program, Rejection> Program::check(std::vector<Instruction> instructions) {
  if (auto rejection = check_all(instructions)) return std::move(*rejection);
  return Program(std::move(instructions));
}

} // namespace callgate::bpf
