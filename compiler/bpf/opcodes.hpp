// The one table of opcodes: which ones exist, how they are written, and which rule
// their operands obey. The acceptance rules, the disassembler and the guess at a raw
// file's byte order all read it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "bpf/instruction.hpp"

namespace callgate::bpf {

/// What an instruction does with its operands, as far as checking and printing care.
enum class Form : std::uint8_t {
  load_word,    ///< k is a byte offset in seccomp_data
  load_length,  ///< no operand
  immediate,    ///< k is any number
  read_memory,  ///< k is a word of scratch memory
  write_memory, ///< k is a word of scratch memory
  divisor,      ///< k is not zero
  shift,        ///< k is below 32
  operand_x,    ///< arithmetic with X
  implied,      ///< no operand
  jump,         ///< k instructions are skipped
  branch_k,     ///< compares A with k, skips jt or jf instructions
  branch_x,     ///< compares A with X, skips jt or jf instructions
  return_k,
  return_a,
};

struct OpcodeFacts {
  std::uint16_t code;
  std::string_view mnemonic; ///< as the kernel's bpf_asm writes it
  Form form;
};

/// Every opcode that seccomp_check_filter of kernel/seccomp.c lets through.
std::span<const OpcodeFacts> all_opcodes();

/// Null for an opcode that a seccomp filter may not use.
const OpcodeFacts* find_opcode(std::uint16_t code);

} // namespace callgate::bpf
