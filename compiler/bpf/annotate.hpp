// What each instruction of a filter is about, in the words of system calls: the
// comments of listings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/program.hpp"

namespace callgate::bpf {

/// One comment an instruction, empty where there is nothing to say. For `assume` see
/// `listing`.
std::vector<std::string> annotate(const Program& program, std::optional<arch::Abi> assume);

} // namespace callgate::bpf
