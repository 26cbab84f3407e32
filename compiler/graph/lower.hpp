// Switches → nodes, each switch by the search that lies over numbers as well.
#pragma once

#include "graph/alternatives.hpp"
#include "graph/graph.hpp"
#include "graph/switches.hpp"
#include "graph/weight.hpp"

namespace callgate::graph {

struct Lowered {
  NodeId node;
  bool is_whole; ///< whether every search was (graph/search.hpp)
};

/// Makes tests of what `root` leads to, an instruction at `price`.
Lowered lower(const Switches& switches, SwitchId root, const Alternatives& alternatives,
              Graph& graph, Weight price);

} // namespace callgate::graph
