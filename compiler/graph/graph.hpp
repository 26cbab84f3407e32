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

/// How the accumulator is compared with a constant, unsigned.
enum class Relation : std::uint8_t { equal, greater_equal };

struct Branch {
  Relation relation;
  std::uint32_t value;
  NodeId yes;
  NodeId no;
  auto operator<=>(const Branch&) const = default;
};

using Node = std::variant<Return, Load, Branch>;

class Graph {
public:
  NodeId add_return(std::uint32_t value) { return intern(Return{value}); }

  /// `next` itself where it looks at no accumulator, being a return or a load.
  NodeId add_load(std::uint32_t offset, NodeId next);

  /// `yes` itself where both outcomes are the same.
  NodeId add_branch(Relation relation, std::uint32_t value, NodeId yes, NodeId no);

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
  NodeId root;
};

} // namespace callgate::graph
