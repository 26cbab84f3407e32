// Switches → nodes, each switch by the search that lies over numbers as well.
#pragma once

#include <cstdint>

#include "graph/alternatives.hpp"
#include "graph/graph.hpp"
#include "graph/switches.hpp"

namespace callgate::graph {

/// Makes tests of what `root` leads to, an instruction at `price`.
NodeId lower(const Switches& switches, SwitchId root, const Alternatives& alternatives,
             Graph& graph, std::uint64_t price);

} // namespace callgate::graph
