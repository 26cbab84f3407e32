// Intervals of one word, each leading to a node → tests of the accumulator. The same
// search lies over call numbers and over the values of arguments.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/graph.hpp"
#include "graph/word.hpp"

namespace callgate::graph {

/// Values from `first` up to the next interval's lead to `to`.
struct Interval {
  std::uint32_t first; ///< a value that the masked word can have
  NodeId to;
};

/// Adds an interval unless the one before it leads to the same node.
void append(std::vector<Interval>& intervals, Interval next);

/// Loads the word and searches: `intervals`, sorted, the first one beginning at 0.
NodeId search(Graph& graph, Word word, std::span<const Interval> intervals);

} // namespace callgate::graph
