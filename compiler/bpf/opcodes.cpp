#include "bpf/opcodes.hpp"

#include <algorithm>
#include <array>

namespace callgate::bpf {
namespace {

using op::with_x;

constexpr std::uint16_t x(std::uint16_t code) {
  return static_cast<std::uint16_t>(code | with_x);
}

constexpr auto table = std::to_array<OpcodeFacts>({
    {op::ld_abs, "ld", Form::load_word},
    {op::ld_len, "ld", Form::load_length},
    {op::ld_imm, "ldi", Form::immediate},
    {op::ld_mem, "ld", Form::read_memory},
    {op::ldx_len, "ldx", Form::load_length},
    {op::ldx_imm, "ldxi", Form::immediate},
    {op::ldx_mem, "ldx", Form::read_memory},
    {op::st, "st", Form::write_memory},
    {op::stx, "stx", Form::write_memory},
    {op::add, "add", Form::immediate},
    {x(op::add), "add", Form::operand_x},
    {op::sub, "sub", Form::immediate},
    {x(op::sub), "sub", Form::operand_x},
    {op::mul, "mul", Form::immediate},
    {x(op::mul), "mul", Form::operand_x},
    {op::div, "div", Form::divisor},
    {x(op::div), "div", Form::operand_x},
    {op::or_, "or", Form::immediate},
    {x(op::or_), "or", Form::operand_x},
    {op::and_, "and", Form::immediate},
    {x(op::and_), "and", Form::operand_x},
    {op::xor_, "xor", Form::immediate},
    {x(op::xor_), "xor", Form::operand_x},
    {op::lsh, "lsh", Form::shift},
    {x(op::lsh), "lsh", Form::operand_x},
    {op::rsh, "rsh", Form::shift},
    {x(op::rsh), "rsh", Form::operand_x},
    {op::neg, "neg", Form::implied},
    {op::tax, "tax", Form::implied},
    {op::txa, "txa", Form::implied},
    {op::ja, "ja", Form::jump},
    {op::jeq, "jeq", Form::branch_k},
    {x(op::jeq), "jeq", Form::branch_x},
    {op::jgt, "jgt", Form::branch_k},
    {x(op::jgt), "jgt", Form::branch_x},
    {op::jge, "jge", Form::branch_k},
    {x(op::jge), "jge", Form::branch_x},
    {op::jset, "jset", Form::branch_k},
    {x(op::jset), "jset", Form::branch_x},
    {op::ret_k, "ret", Form::return_k},
    {op::ret_a, "ret", Form::return_a},
});

// Opcodes fit a byte: an index by opcode makes the look-up one load, which counts
// where every instruction of a 4096-instruction filter is looked up.
constexpr std::uint8_t absent = 0xff;

constexpr std::array<std::uint8_t, 256> make_index() {
  std::array<std::uint8_t, 256> index{};
  index.fill(absent);
  for (std::size_t row = 0; row < table.size(); ++row)
    index[table[row].code] = static_cast<std::uint8_t>(row);
  return index;
}

constexpr std::array<std::uint8_t, 256> index = make_index();

} // namespace

std::span<const OpcodeFacts> all_opcodes() {
  return table;
}

const OpcodeFacts* find_opcode(std::uint16_t code) {
  if (code >= index.size() || index[code] == absent) return nullptr;
  return &table[index[code]];
}

} // namespace callgate::bpf
