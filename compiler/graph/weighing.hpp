// What a filter is made fast for: how often each number comes to it, and how much an
// instruction's presence weighs beside that.
#pragma once

#include <span>
#include <vector>

#include "graph/graph.hpp"
#include "graph/objective.hpp"
#include "graph/weight.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

struct Weighing {
  std::vector<Weight> intervals; ///< one for each of the ruleset
  Weight price;                  ///< of an instruction
};

/// A kernel with the cache follows the filter once for each number of its table when the
/// filter is installed; after that only the others run it: those with conditions, logged,
/// traced and answered ones. An older kernel runs the filter for every call. Of these runs
/// the counted ones weigh as often as they came; where none was counted, each number whose
/// calls may go on weighs alike, or twice as much where all of them do.
///
/// `nodes` are where the intervals of the ruleset lead.
Weighing weigh(const ruleset::Ruleset& ruleset, const Graph& graph, std::span<const NodeId> nodes,
               const Objective& objective);

} // namespace callgate::graph
