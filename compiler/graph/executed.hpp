// The way of a call through nodes: what it executes, and where it passes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/graph.hpp"
#include "graph/weight.hpp"

namespace callgate::graph {

/// The words of one call's seccomp_data, by offset / 4.
using CallWords = std::array<std::uint32_t, 16>;

/// How many nodes a call with these words goes through from `node` on, its return included.
std::size_t executed(const Graph& graph, NodeId node, const CallWords& words);

/// Adds `weight` to each node that calls of a number go through from `node` on, up to where
/// they return or look at something else. `weights` has a place for each node.
void add_weight(const Graph& graph, NodeId node, std::uint32_t number, Weight weight,
                std::vector<Weight>& weights);

} // namespace callgate::graph
