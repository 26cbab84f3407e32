#include "graph/plan.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "bpf/action.hpp"
#include "bpf/instruction.hpp"

namespace callgate::graph {

namespace {

using ruleset::Interval;

/// The most numbers that are asked for one after the other before halving pays.
constexpr std::size_t longest_chain = 2;

bool is_lone(const Interval& interval) {
  return interval.first == interval.last;
}

/// Lays a balanced search over sorted intervals. Two kinds of step: halve with one
/// greater-or-equal, or ask for a lone number by equality, which joins its neighbours
/// where they agree and so saves a test.
class Search {
public:
  explicit Search(Graph& graph) : graph_(graph) {}

  NodeId build(std::span<const Interval> intervals) {
    if (const auto chain = build_chain(intervals)) return *chain;
    const std::size_t half = middle(intervals);
    const NodeId below = build(intervals.first(half));
    const NodeId above = build(intervals.subspan(half));
    return graph_.add_branch(Relation::greater_equal, intervals[half].first, above, below);
  }

private:
  NodeId leaf(const Interval& interval) {
    return graph_.add_return(bpf::return_value(interval.decision.otherwise));
  }

  /// A few lone numbers in a background of one decision: a chain of equalities.
  std::optional<NodeId> build_chain(std::span<const Interval> intervals) {
    const auto wide = std::find_if_not(intervals.begin(), intervals.end(), is_lone);
    const Interval& background = wide == intervals.end() ? intervals.back() : *wide;
    std::size_t links = 0;
    for (const Interval& interval : intervals) {
      if (interval.decision == background.decision) continue;
      if (!is_lone(interval) || ++links > longest_chain) return std::nullopt;
    }
    NodeId node = leaf(background);
    for (const Interval& interval : intervals) {
      if (interval.decision == background.decision) continue;
      node = graph_.add_branch(Relation::equal, interval.first, leaf(interval), node);
    }
    return node;
  }

  /// Where to halve: the boundary nearest the middle, odd in number of intervals below
  /// it, so that a chain's lone numbers keep both of their neighbours.
  static std::size_t middle(std::span<const Interval> intervals) {
    const std::size_t half = intervals.size() / 2;
    return half % 2 == 1 ? half : half + (half + 1 < intervals.size() ? 1 : 0);
  }

  Graph& graph_;
};

} // namespace

Plan plan(const ruleset::Rulings& rulings) {
  Graph graph;
  NodeId node = graph.add_return(bpf::return_value(rulings.foreign));
  // Built child first: the last token of the list is asked last.
  for (auto ruleset = rulings.rulesets.rbegin(); ruleset != rulings.rulesets.rend(); ++ruleset) {
    const NodeId search = Search(graph).build(ruleset->intervals);
    const NodeId by_number = graph.add_load(bpf::offset::number, search);
    node = graph.add_branch(Relation::equal, ruleset->token, by_number, node);
  }
  const NodeId root = graph.add_load(bpf::offset::token, node);
  return {std::move(graph), root};
}

} // namespace callgate::graph
