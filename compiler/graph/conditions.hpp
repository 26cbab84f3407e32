// Decisions → nodes. What a decision asks about arguments is put in the order of words
// that makes the fewest instructions.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "arch/abi.hpp"
#include "graph/graph.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// Lowers the decisions of one filter, so that they share what they have in common.
class Conditions {
public:
  /// How much work an order of words is worth: cases a range of the decision. A decision
  /// that needs more in every order is lowered as it is written, in linear size.
  static constexpr std::size_t default_effort = 24;

  Conditions(Graph& graph, arch::ByteOrder byte_order, std::size_t effort = default_effort)
      : graph_(graph), byte_order_(byte_order), effort_(effort) {}

  NodeId lower(const ruleset::Decision& decision);

private:
  NodeId lower_shortest(const ruleset::Decision& decision);
  [[nodiscard]] std::optional<NodeId> lower_ordered(const ruleset::Decision& decision);

  Graph& graph_;
  arch::ByteOrder byte_order_;
  std::size_t effort_;
  std::vector<std::pair<ruleset::Decision, NodeId>> known_;
  std::vector<bool> marked_; ///< nodes that the filter has already
};

} // namespace callgate::graph
