// Decisions → nodes. What a decision asks about arguments is put in the order of words that
// costs least: instructions that the filter does not have yet, each at a price, and those
// that calls execute.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "arch/abi.hpp"
#include "graph/alternatives.hpp"
#include "graph/graph.hpp"
#include "graph/trials.hpp"
#include "graph/weight.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// Lowers the decisions of one filter, so that they share what they have in common.
class Conditions {
public:
  /// One instruction more for so much less of what `whole_weight` weighs.
  static constexpr Weight default_price = whole_weight / 5;

  /// How much work an order of words is worth: cases a range of the decision, and of a few
  /// ranges more. A decision that needs more in every order is lowered as it is written, in
  /// linear size.
  static constexpr std::size_t default_effort = 24;

  Conditions(Graph& graph, arch::ByteOrder byte_order, Weight price = default_price,
             std::size_t effort = default_effort)
      : graph_(graph), byte_order_(byte_order), price_(price), effort_(effort) {}

  NodeId lower(const ruleset::Decision& decision);

  /// How many decisions were too much work in every order, or had a switch too large to be
  /// searched exactly.
  [[nodiscard]] std::size_t approximated() const { return approximated_; }

private:
  NodeId lower_conditions(const ruleset::Decision& decision);
  Lowered lower_cheapest(const ruleset::Decision& decision, const Trials& trials, std::size_t most);
  std::optional<NodeId> much_shorter_literal(const ruleset::Decision& decision, std::size_t parts,
                                             NodeId node);
  std::size_t count_new(NodeId node);
  void keep(NodeId node);

  Graph& graph_;
  arch::ByteOrder byte_order_;
  Weight price_;
  std::size_t effort_;
  std::size_t approximated_ = 0;
  std::multimap<std::uint64_t, std::pair<ruleset::Decision, NodeId>> known_; ///< by fingerprint
  std::vector<std::uint32_t> seen_; ///< per node, the last count that met it
  std::uint32_t counts_ = 0;
  std::vector<bool> kept_; ///< nodes that the filter has already
};

} // namespace callgate::graph
