#include "graph/plan.hpp"

#include <vector>

#include "bpf/action.hpp"
#include "bpf/instruction.hpp"
#include "graph/conditions.hpp"
#include "graph/executed.hpp"
#include "graph/search.hpp"
#include "graph/weighing.hpp"

namespace callgate::graph {

namespace {

/// What an instruction costs beside a call's conditions, which weigh `whole_weight` together.
Weight price_of_conditions(Prefer prefer) {
  switch (prefer) {
  case Prefer::size:
    return 8 * whole_weight;
  case Prefer::balanced:
    return Conditions::default_price;
  case Prefer::speed:
    return whole_weight / 1024;
  }
  return Conditions::default_price;
}

} // namespace

Plan plan(const ruleset::Rulings& rulings, const Objective& objective) {
  Plan plan;
  Graph& graph = plan.graph;
  Conditions conditions(graph, rulings.byte_order, price_of_conditions(objective.prefer));
  NodeId node = graph.add_return(bpf::return_value(rulings.foreign));
  // Built child first: the last token of the list is asked last.
  for (auto ruleset = rulings.rulesets.rbegin(); ruleset != rulings.rulesets.rend(); ++ruleset) {
    std::vector<NodeId> nodes;
    nodes.reserve(ruleset->intervals.size());
    for (const ruleset::Interval& interval : ruleset->intervals)
      nodes.push_back(conditions.lower(interval.decision));
    const Weighing weighing = weigh(*ruleset, graph, nodes, objective);
    std::vector<Interval> intervals;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      append(intervals, {ruleset->intervals[i].first, nodes[i], weighing.intervals[i]});
    const Found by_number = search(graph, Word{bpf::offset::number}, intervals, weighing.price);
    if (!by_number.is_whole) ++plan.approximated;
    plan.weights.resize(graph.size());
    for (const Interval& interval : intervals)
      add_weight(graph, by_number.node, interval.first, interval.weight, plan.weights);
    node = graph.add_branch(Relation::equal, ruleset->token, by_number.node, node);
  }
  plan.approximated += conditions.approximated();
  plan.root = graph.add_load(Word{bpf::offset::token}, node);
  return plan;
}

} // namespace callgate::graph
