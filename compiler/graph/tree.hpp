// The cheapest tree of tests that tells the intervals of a word apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/graph.hpp"
#include "graph/interval.hpp"
#include "graph/weight.hpp"

namespace callgate::graph {

/// A test costs its price and the weight of everything that comes to it. Dynamic programming
/// over ranges of intervals finds the least sum among the trees that compare with >=, peel a
/// lone value off with == where that joins its neighbours or where it is heavy, and may end
/// in one test of bits, or in a mask and a comparison.
///
/// The work grows with the cube of the number of intervals. Where these are too many, they are
/// first halved by weight into parts of two thirds as many at most. That costs `excess()` at
/// most: a tree of >= and == for all intervals holds one for each part, and no such test serves
/// two parts. Within a part the usual effort misses the cheapest tree now and then, by little
/// (docs/decisions/0010); with every lone value peeled off where it may be, never.
class Tree {
public:
  static constexpr std::size_t largest_exact = 96;

  struct Effort {
    std::size_t intervals = largest_exact; ///< that are not halved
    /// Whether light values may be peeled off above other tests as well, which is seldom worth
    /// it and takes long: for more than ten intervals, too long. For tests, to compare with.
    bool peels_all = false;
  };

  /// The accumulator holds the word, masked. Neighbours lead to different nodes, of `graph`.
  Tree(const Graph& graph, std::uint32_t mask, Intervals intervals, Weight price, Effort effort);

  /// Of all tests together.
  [[nodiscard]] Weight cost() const { return cost_; }

  /// What halving cost: how far a tree that was found for all intervals at once would be below
  /// `cost()`, at most.
  [[nodiscard]] Weight excess() const { return excess_; }

  [[nodiscard]] bool is_whole() const { return excess_ == 0; }

  /// In the same graph.
  NodeId build(Graph& graph) const;

private:
  /// Where a test leads: to another one, or out of the tree.
  struct End {
    enum class Kind : std::uint8_t { test, node } kind;
    std::uint32_t index; ///< of the test or the node
  };
  struct Test {
    std::uint32_t mask; ///< applied before, for good
    Relation relation;
    std::uint32_t value;
    End yes;
    End no;
  };
  class Part;

  End halve(const Graph& graph, std::uint32_t mask, Intervals intervals, std::uint32_t last,
            Effort effort);
  End add(const Test& test);

  Weight price_;
  Weight cost_ = 0;
  Weight excess_ = 0;
  std::vector<Test> tests_; ///< each after those that it leads to
  End root_{};
};

} // namespace callgate::graph
