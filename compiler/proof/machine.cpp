// Facts about the machine are those of bpf/interpreter.cpp: words start as 0, dividing
// by an X of 0 returns 0, and a shift by X uses its low five bits.
#include "proof/machine.hpp"

#include <cassert>

#include "ruleset/meaning.hpp"

namespace callgate::proof {

namespace {

using bpf::Instruction;
using diagram::Bit;
using diagram::Diagrams;
using diagram::Node;

constexpr std::uint32_t shift_mask = 31;

std::uint16_t without_x(std::uint16_t code) {
  return static_cast<std::uint16_t>(code & ~bpf::op::with_x);
}

Refusal no_model_of(const char* what) {
  return {std::string("the proof has no model of ") + what + " that depends on the input"};
}

/// Which bit of seccomp_data is bit `bit` of the word at byte `offset`.
Bit input_bit(std::uint32_t offset, std::uint8_t bit, arch::ByteOrder byte_order,
              const ruleset::BitOrder& order) {
  if (offset == bpf::offset::number) return ruleset::number_bit(bit);
  if (offset == bpf::offset::token) return ruleset::token_bit(bit);
  const bool first = offset % 8 == 0;
  const bool low = first == (byte_order == arch::ByteOrder::little);
  const auto bit_of_64 = static_cast<std::uint8_t>(low ? bit : bit + 32);
  if (offset < bpf::offset::arguments) return ruleset::instruction_pointer_bit(bit_of_64);
  const auto slot = static_cast<std::uint8_t>((offset - bpf::offset::arguments) / 8);
  return ruleset::argument_bit(slot, bit_of_64, order);
}

} // namespace

std::size_t Words::Hash::operator()(const Word& word) const {
  std::uint64_t hash = 0;
  for (const Node bit : word)
    hash = (hash ^ bit) * 0x9E3779B97F4A7C15;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

Words::Id Words::id_of(const Word& word) {
  const auto [place, fresh] = ids_.try_emplace(word, static_cast<Id>(words_.size()));
  if (fresh) words_.push_back(&place->first);
  return place->second;
}

State relevant(State state, Places live) {
  if ((live & accumulator) == 0) state.a = 0;
  if ((live & index_register) == 0) state.x = 0;
  for (std::size_t k = 0; k < state.memory.size(); ++k)
    if ((live >> k & 1) == 0) state.memory[k] = 0;
  return state;
}

Machine::Machine(Diagrams& diagrams, arch::ByteOrder byte_order, ruleset::BitOrder order)
    : diagrams_(diagrams), byte_order_(byte_order), order_(order) {
  words_.id_of(constant(diagrams_, 0));
}

Step Machine::execute(const Instruction& instruction, State state) {
  assert(instruction.code != bpf::op::ja);
  if (instruction.code == bpf::op::ret_k) return Return{instruction.k};
  if (instruction.code == bpf::op::ret_a) {
    const auto value = constant_value(diagrams_, words_[state.a]);
    if (!value) return no_model_of("a returned value");
    return Return{*value};
  }
  switch (instruction.code & bpf::op::class_mask) {
  case bpf::op::jump_class:
    return Branch{condition_of(instruction, state)};
  case bpf::op::arithmetic_class:
    return compute(instruction, state);
  default:
    return move(instruction, state);
  }
}

Word Machine::input(std::uint32_t offset) {
  Word word;
  for (std::uint8_t bit = 0; bit < 32; ++bit)
    word[bit] = diagrams_.decide(input_bit(offset, bit, byte_order_, order_), diagrams_.leaf(0),
                                 diagrams_.leaf(1));
  return word;
}

/// K as a word, or X.
Word Machine::operand_of(const Instruction& instruction, const State& state) {
  if ((instruction.code & bpf::op::with_x) != 0) return words_[state.x];
  return constant(diagrams_, instruction.k);
}

Node Machine::condition_of(const Instruction& instruction, const State& state) {
  const Word& a = words_[state.a];
  const Word operand = operand_of(instruction, state);
  switch (without_x(instruction.code)) {
  case bpf::op::jeq:
    return equal(diagrams_, a, operand);
  case bpf::op::jgt:
    return greater(diagrams_, a, operand);
  case bpf::op::jge:
    return greater_or_equal(diagrams_, a, operand);
  default:
    assert(without_x(instruction.code) == bpf::op::jset);
    return share_a_bit(diagrams_, a, operand);
  }
}

Step Machine::compute(const Instruction& instruction, State state) {
  const Word& a = words_[state.a];
  const Word operand = operand_of(instruction, state);
  const auto go_on_with = [&](const Word& result) -> Step {
    state.a = words_.id_of(result);
    return state;
  };
  const auto value = constant_value(diagrams_, operand);
  switch (without_x(instruction.code)) {
  case bpf::op::and_:
    return go_on_with(bits_of_both(diagrams_, a, operand));
  case bpf::op::or_:
    return go_on_with(bits_of_either(diagrams_, a, operand));
  case bpf::op::xor_:
    return go_on_with(bits_of_one(diagrams_, a, operand));
  case bpf::op::add:
    return go_on_with(sum(diagrams_, a, operand));
  case bpf::op::sub:
    return go_on_with(difference(diagrams_, a, operand));
  case bpf::op::neg:
    return go_on_with(difference(diagrams_, constant(diagrams_, 0), a));
  case bpf::op::lsh:
    if (!value) return no_model_of("a shift");
    return go_on_with(shifted_left(diagrams_, a, *value & shift_mask));
  case bpf::op::rsh:
    if (!value) return no_model_of("a shift");
    return go_on_with(shifted_right(diagrams_, a, *value & shift_mask));
  default:
    break;
  }
  const auto known = constant_value(diagrams_, a);
  if (without_x(instruction.code) == bpf::op::mul) {
    if (!known || !value) return no_model_of("a product");
    return go_on_with(constant(diagrams_, *known * *value));
  }
  assert(without_x(instruction.code) == bpf::op::div);
  if (value == 0U) return Return{0};
  if (!known || !value) return no_model_of("a quotient");
  return go_on_with(constant(diagrams_, *known / *value));
}

/// Carries out what only moves words about.
Step Machine::move(const Instruction& instruction, State state) {
  const std::uint32_t k = instruction.k;
  switch (instruction.code) {
  case bpf::op::ld_abs:
    state.a = words_.id_of(input(k));
    break;
  case bpf::op::ld_imm:
    state.a = words_.id_of(constant(diagrams_, k));
    break;
  case bpf::op::ld_len:
    state.a = words_.id_of(constant(diagrams_, bpf::offset::end));
    break;
  case bpf::op::ld_mem:
    state.a = state.memory[k];
    break;
  case bpf::op::ldx_imm:
    state.x = words_.id_of(constant(diagrams_, k));
    break;
  case bpf::op::ldx_len:
    state.x = words_.id_of(constant(diagrams_, bpf::offset::end));
    break;
  case bpf::op::ldx_mem:
    state.x = state.memory[k];
    break;
  case bpf::op::st:
    state.memory[k] = state.a;
    break;
  case bpf::op::stx:
    state.memory[k] = state.x;
    break;
  case bpf::op::tax:
    state.x = state.a;
    break;
  case bpf::op::txa:
    state.a = state.x;
    break;
  default:
    return Refusal{"the proof has no model of this instruction"};
  }
  return state;
}

} // namespace callgate::proof
