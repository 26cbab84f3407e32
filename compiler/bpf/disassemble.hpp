// A listing of a filter that a person can read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// One instruction in words.
struct Line {
  std::string text;    ///< in the notation of the kernel's bpf_asm, absolute jump targets
  std::string comment; ///< what it loads, compares with or returns; may be empty
};

/// One line an instruction. Token, call, errno and action names stand in the comments;
/// those of calls and errnos are the ones of the ABIs whose token every path to the
/// instruction has established. `assume` names an ABI for filters that test no token.
std::vector<Line> listing(const Program& program, std::optional<arch::Abi> assume = std::nullopt);

/// The listing as text: index, instruction, comment in columns.
std::string disassemble(const Program& program, std::optional<arch::Abi> assume = std::nullopt);

} // namespace callgate::bpf
