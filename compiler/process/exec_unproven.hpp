// The part of `exec_filtered` that does not ask where a filter came from. For tests,
// which need filters that no policy would make; everything else goes through run.hpp.
#pragma once

#include <span>
#include <string>

#include "bpf/instruction.hpp"
#include "process/failure.hpp"
#include "process/run.hpp"

namespace callgate::process {

[[nodiscard]] Failure exec_unproven(std::span<const bpf::Instruction> filter,
                                    std::span<const std::string> command, When when);

} // namespace callgate::process
