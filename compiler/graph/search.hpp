// Intervals of one word → tests of the accumulator. The same search lies over call
// numbers and over the values of arguments.
#pragma once

#include "graph/graph.hpp"
#include "graph/interval.hpp"
#include "graph/weight.hpp"
#include "graph/word.hpp"

namespace callgate::graph {

struct Found {
  NodeId node;
  Weight cost;   ///< of the tests, each its price and the weight of what comes to it
  bool is_whole; ///< whether no intervals had to be halved beforehand (graph/tree.hpp)
};

/// Loads the word and finds its interval as cheaply as it can, where an instruction's
/// presence costs `price`. Neighbours must lead to different nodes.
Found search(Graph& graph, Word word, Intervals intervals, Weight price);

} // namespace callgate::graph
