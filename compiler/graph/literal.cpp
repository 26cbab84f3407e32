#include "graph/literal.hpp"

#include <array>

#include "bpf/action.hpp"
#include "graph/lower.hpp"
#include "graph/split.hpp"
#include "graph/switching.hpp"

namespace callgate::graph {

namespace {

using ruleset::Formula;

class Literal {
public:
  Literal(Graph& graph, arch::ByteOrder byte_order, Weight price)
      : graph_(graph), byte_order_(byte_order), price_(price) {}

  NodeId lower(const Formula& formula, NodeId yes, NodeId no) {
    if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) return lower(*test, yes, no);
    if (const auto* all = std::get_if<ruleset::All>(&formula.node)) {
      for (auto part = all->parts.rbegin(); part != all->parts.rend(); ++part)
        yes = lower(*part, yes, no);
      return yes;
    }
    const auto& parts = std::get<ruleset::Any>(formula.node).parts;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
      no = lower(*part, yes, no);
    return no;
  }

private:
  NodeId lower(const ruleset::Test& test, NodeId yes, NodeId no) {
    const SplitTest halves = split(test, byte_order_);
    Switches switches(std::array{halves.high, halves.low}, SIZE_MAX);
    SwitchId id = switches_of(test, switches, byte_order_);
    id = switches.replace(id, switches.truth(true), switches.exit(yes));
    id = switches.replace(id, switches.truth(false), switches.exit(no));
    return graph::lower(switches, id, Alternatives(switches, id, no), graph_, price_).node;
  }

  Graph& graph_;
  arch::ByteOrder byte_order_;
  Weight price_;
};

} // namespace

NodeId lower_literally(const ruleset::Decision& decision, Graph& graph, arch::ByteOrder byte_order,
                       Weight price) {
  Literal literal(graph, byte_order, price);
  NodeId node = graph.add_return(bpf::return_value(decision.otherwise));
  for (auto clause = decision.clauses.rbegin(); clause != decision.clauses.rend(); ++clause)
    node = literal.lower(clause->when, graph.add_return(bpf::return_value(clause->action)), node);
  return node;
}

} // namespace callgate::graph
