// What a decision costs once it is nodes: instructions that a call executes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "graph/graph.hpp"

namespace callgate::graph {

/// The words of one call's seccomp_data, by offset / 4.
using CallWords = std::array<std::uint32_t, 16>;

/// How many nodes a call with these words goes through from `node` on, its return included.
std::size_t executed(const Graph& graph, NodeId node, const CallWords& words);

} // namespace callgate::graph
