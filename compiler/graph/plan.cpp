#include "graph/plan.hpp"

#include <vector>

#include "bpf/action.hpp"
#include "bpf/instruction.hpp"
#include "graph/conditions.hpp"
#include "graph/search.hpp"

namespace callgate::graph {

Plan plan(const ruleset::Rulings& rulings, const Objective& /*objective*/) {
  Graph graph;
  Conditions conditions(graph, rulings.byte_order);
  NodeId node = graph.add_return(bpf::return_value(rulings.foreign));
  // Built child first: the last token of the list is asked last.
  for (auto ruleset = rulings.rulesets.rbegin(); ruleset != rulings.rulesets.rend(); ++ruleset) {
    std::vector<Interval> intervals;
    for (const ruleset::Interval& interval : ruleset->intervals)
      append(intervals, {interval.first, conditions.lower(interval.decision)});
    const NodeId by_number = search(graph, Word{bpf::offset::number}, intervals);
    node = graph.add_branch(Relation::equal, ruleset->token, by_number, node);
  }
  const NodeId root = graph.add_load(Word{bpf::offset::token}, node);
  return {std::move(graph), root};
}

} // namespace callgate::graph
