// Decision graph → layout: in which order its nodes become instructions.
#pragma once

#include <vector>

#include "graph/graph.hpp"

namespace callgate::graph {

/// Every node that the root reaches, each before the nodes it leads to: BPF jumps
/// forwards only. A branch is followed by the side that more comes to, else by its `no` side,
/// where that is not shared with an earlier one: a test that falls through costs less than a
/// taken jump.
/// Returns come last of all, where every branch can share them.
std::vector<NodeId> order(const Plan& plan);

} // namespace callgate::graph
