#include "graph/plan.hpp"

#include <vector>

#include "bpf/action.hpp"
#include "bpf/instruction.hpp"
#include "graph/conditions.hpp"
#include "graph/search.hpp"
#include "graph/weighing.hpp"

namespace callgate::graph {

Plan plan(const ruleset::Rulings& rulings, const Objective& objective) {
  Plan plan;
  Graph& graph = plan.graph;
  Conditions conditions(graph, rulings.byte_order);
  NodeId node = graph.add_return(bpf::return_value(rulings.foreign));
  // Built child first: the last token of the list is asked last.
  for (auto ruleset = rulings.rulesets.rbegin(); ruleset != rulings.rulesets.rend(); ++ruleset) {
    const Weighing weighing = weigh(*ruleset, objective);
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < ruleset->intervals.size(); ++i) {
      const ruleset::Interval& interval = ruleset->intervals[i];
      append(intervals,
             {interval.first, conditions.lower(interval.decision), weighing.intervals[i]});
    }
    const Found by_number = search(graph, Word{bpf::offset::number}, intervals, weighing.price);
    if (!by_number.is_exact) ++plan.approximated;
    node = graph.add_branch(Relation::equal, ruleset->token, by_number.node, node);
  }
  plan.root = graph.add_load(Word{bpf::offset::token}, node);
  return plan;
}

} // namespace callgate::graph
