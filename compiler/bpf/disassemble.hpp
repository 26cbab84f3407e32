// A listing of a filter that a person can read.
#pragma once

#include <optional>
#include <string>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// One line an instruction: index, mnemonic in the notation of the kernel's
/// bpf_asm, absolute jump targets, and, as a comment, what it loads, compares with
/// or returns: token, call and action names. Call names are those of the ABI whose
/// token the path has established; `assume` names one for filters that test none.
std::string disassemble(const Program& program, std::optional<arch::Abi> assume = std::nullopt);

} // namespace callgate::bpf
