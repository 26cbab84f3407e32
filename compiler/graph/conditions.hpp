// Decisions → nodes. What a decision asks about arguments is put in the order of words
// that makes the fewest instructions.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "arch/abi.hpp"
#include "graph/graph.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// Lowers the decisions of one filter, so that they share what they have in common.
class Conditions {
public:
  /// The most cases that one order of words may need. A decision that needs more in every
  /// order is lowered as it is written, in linear size, and may load a word repeatedly.
  static constexpr std::size_t default_budget = 1U << 16;

  Conditions(Graph& graph, arch::ByteOrder byte_order, std::size_t budget = default_budget)
      : graph_(graph), byte_order_(byte_order), budget_(budget) {}

  NodeId lower(const ruleset::Decision& decision);

private:
  NodeId lower_shortest(const ruleset::Decision& decision);

  Graph& graph_;
  arch::ByteOrder byte_order_;
  std::size_t budget_;
  std::vector<std::pair<ruleset::Decision, NodeId>> known_;
  std::vector<bool> marked_; ///< nodes that the filter has already
};

} // namespace callgate::graph
