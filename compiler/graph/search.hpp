// Intervals of one word → tests of the accumulator. The same search lies over call
// numbers and over the values of arguments.
#pragma once

#include "graph/graph.hpp"
#include "graph/interval.hpp"
#include "graph/word.hpp"

namespace callgate::graph {

/// Loads the word and finds its interval. Neighbours must lead to different nodes.
NodeId search(Graph& graph, Word word, Intervals intervals);

} // namespace callgate::graph
