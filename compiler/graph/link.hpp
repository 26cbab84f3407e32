// Layout → instructions: the only place that knows jump offsets and how far they reach.
#pragma once

#include <vector>

#include "bpf/instruction.hpp"
#include "graph/graph.hpp"

namespace callgate::graph {

/// Works from the end of the program backwards, so that every target's place is known
/// when a jump to it is made. A target beyond the 255 instructions of a conditional
/// jump is repeated nearby when it is a return and reached by an unconditional jump
/// otherwise. The result may be longer than the kernel accepts; bpf::Program judges.
std::vector<bpf::Instruction> link(const Plan& plan, const std::vector<NodeId>& layout);

} // namespace callgate::graph
