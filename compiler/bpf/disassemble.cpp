#include "bpf/disassemble.hpp"

#include <algorithm>
#include <cstdint>

#include "bpf/annotate.hpp"
#include "bpf/hex.hpp"
#include "bpf/opcodes.hpp"

namespace callgate::bpf {
namespace {

std::string targets(const Instruction& instruction, std::size_t at) {
  return ", " + std::to_string(at + 1 + instruction.jt) + ", " +
         std::to_string(at + 1 + instruction.jf);
}

std::string operands(const Instruction& instruction, Form form, std::size_t at) {
  const std::string k = std::to_string(instruction.k);
  switch (form) {
  case Form::load_word:
    return "[" + k + "]";
  case Form::load_length:
    return "#len";
  case Form::read_memory:
  case Form::write_memory:
    return "M[" + k + "]";
  case Form::shift:
    return "#" + k;
  case Form::immediate:
  case Form::divisor:
  case Form::return_k:
    return "#" + hex(instruction.k);
  case Form::operand_x:
    return "x";
  case Form::return_a:
    return "a";
  case Form::jump:
    return std::to_string(at + 1 + instruction.k);
  case Form::branch_k:
    return "#" + hex(instruction.k) + targets(instruction, at);
  case Form::branch_x:
    return "x" + targets(instruction, at);
  case Form::implied:
    return "";
  }
  return "";
}

std::string text_of(const Instruction& instruction, std::size_t at) {
  const OpcodeFacts& facts = *find_opcode(instruction.code);
  std::string text(facts.mnemonic);
  const std::string rest = operands(instruction, facts.form, at);
  if (rest.empty()) return text;
  text.resize(std::max<std::size_t>(text.size() + 1, 5), ' ');
  return text + rest;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

} // namespace

std::vector<Line> listing(const Program& program, std::optional<arch::Abi> assume) {
  const std::vector<std::string> comments = annotate(program, assume);
  std::vector<Line> lines;
  lines.reserve(program.size());
  for (std::size_t at = 0; at < program.size(); ++at)
    lines.push_back({text_of(program.instructions()[at], at), comments[at]});
  return lines;
}

std::string disassemble(const Program& program, std::optional<arch::Abi> assume) {
  const std::size_t digits = std::to_string(program.size() - 1).size();
  std::string result;
  std::size_t at = 0;
  for (const Line& line : listing(program, assume)) {
    const std::string index = std::to_string(at++);
    result += std::string(digits - index.size(), ' ') + index + ": ";
    result += line.comment.empty() ? line.text : padded(line.text, 28) + " ; " + line.comment;
    result += '\n';
  }
  return result;
}

} // namespace callgate::bpf
