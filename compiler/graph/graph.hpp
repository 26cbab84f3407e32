// The decision graph: immutable, hash-consed, built child first. Equal subgraphs are
// one node, and a test whose outcomes are equal is no node at all, so whatever two
// calls or two ABIs have in common is emitted once.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <variant>
#include <vector>

#include "graph/weight.hpp"
#include "graph/word.hpp"

namespace callgate::graph {

/// Index of a node in its graph; children have smaller ones.
using NodeId = std::uint32_t;

/// Ends with a filter's return value.
struct Return {
  std::uint32_t value;
  auto operator<=>(const Return&) const = default;
};

/// Brings the 32-bit word at a byte offset of seccomp_data into the accumulator.
struct Load {
  std::uint32_t offset;
  NodeId next;
  auto operator<=>(const Load&) const = default;
};

/// Clears the accumulator's bits outside `mask`.
struct Mask {
  std::uint32_t mask;
  NodeId next;
  auto operator<=>(const Mask&) const = default;
};

/// How the accumulator is compared with a constant, unsigned; `any_bit` holds when
/// they have a bit in common.
enum class Relation : std::uint8_t { equal, greater_equal, any_bit };

/// Says nothing about what the accumulator holds, so that equal questions about
/// different words share a node.
struct Branch {
  Relation relation;
  std::uint32_t value;
  NodeId yes;
  NodeId no;
  auto operator<=>(const Branch&) const = default;
};

using Node = std::variant<Return, Load, Mask, Branch>;

/// Where a node leads, in the order in which its children are laid out.
std::vector<NodeId> children(const Node& node);

class Graph {
public:
  NodeId add_return(std::uint32_t value) { return intern(Return{value}); }

  /// Loads the word, masked. `next` itself where it looks at no accumulator, being a
  /// return or a load.
  NodeId add_load(Word word, NodeId next);

  NodeId add_mask(std::uint32_t mask, NodeId next);

  /// `yes` itself where both outcomes are the same.
  NodeId add_branch(Relation relation, std::uint32_t value, NodeId yes, NodeId no);

  /// Whether it is all the same what the accumulator holds at a node: a return or a load.
  [[nodiscard]] bool ignores_accumulator(NodeId node) const;

  /// Where to go instead of `node` while the accumulator holds `word`: past a load, and
  /// past a mask, that would change nothing.
  [[nodiscard]] NodeId past_load(NodeId node, Word word) const;

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

private:
  NodeId intern(const Node& node);

  std::vector<Node> nodes_;
  std::map<Node, NodeId> ids_;
};

/// A graph and where a filter begins in it.
struct Plan {
  Graph graph;
  NodeId root = 0;
  std::size_t approximated =
      0; ///< searches and decisions that were too large for the exact methods
  /// What comes to each node that tests numbers; of other nodes nothing, or none at the end.
  std::vector<Weight> weights{};
};

} // namespace callgate::graph
