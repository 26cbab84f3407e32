#include "graph/conditions.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "bpf/action.hpp"
#include "graph/orders.hpp"
#include "graph/split.hpp"
#include "graph/switches.hpp"

namespace callgate::graph {

namespace {

using ruleset::Decision;
using ruleset::Formula;

/// Formulas and decisions as switches over one order of words.
class Builder {
public:
  Builder(Switches& switches, Graph& graph, arch::ByteOrder byte_order)
      : switches_(switches), graph_(graph), byte_order_(byte_order) {}

  SwitchId build(const Decision& decision) {
    const SwitchId holds = switches_.truth(true);
    const SwitchId conditions =
        chain(std::span(decision.clauses), false, [&](const ruleset::Clause& clause) {
          return switches_.replace(build(clause.when), holds, exit(clause.action));
        });
    return switches_.replace(conditions, switches_.truth(false), exit(decision.otherwise));
  }

  SwitchId build(const ruleset::Test& test) {
    const SplitTest halves = split(test, byte_order_);
    const SwitchId holds = switches_.truth(true);
    return chain(std::span(halves.blocks), false, [&](const Block& block) {
      return switches_.replace(switches_.test(halves.high, {&block.high, 1}), holds,
                               switches_.test(halves.low, block.low));
    });
  }

private:
  SwitchId build(const Formula& formula) {
    const auto part = [&](const Formula& each) { return build(each); };
    if (const auto* all = std::get_if<ruleset::All>(&formula.node))
      return chain(std::span(all->parts), true, part);
    if (const auto* any = std::get_if<ruleset::Any>(&formula.node))
      return chain(std::span(any->parts), false, part);
    return build(std::get<ruleset::Test>(formula.node));
  }

  /// Parts of which each but the last passes the question on with the outcome `passes`.
  /// Joined in halves, so that none is copied often.
  template <typename Part, typename Build>
  SwitchId chain(std::span<Part> parts, bool passes, const Build& build_part) {
    if (parts.empty()) return switches_.truth(passes);
    if (parts.size() == 1) return build_part(parts.front());
    const std::size_t half = parts.size() / 2;
    const SwitchId first = chain(parts.first(half), passes, build_part);
    const SwitchId second = chain(parts.subspan(half), passes, build_part);
    return switches_.replace(first, switches_.truth(passes), second);
  }

  SwitchId exit(bpf::Action action) {
    return switches_.exit(graph_.add_return(bpf::return_value(action)));
  }

  Switches& switches_;
  Graph& graph_;
  arch::ByteOrder byte_order_;
};

/// Lowers formulas as they are written, one test after the other.
class Literal {
public:
  Literal(Graph& graph, arch::ByteOrder byte_order) : graph_(graph), byte_order_(byte_order) {}

  NodeId lower(const Decision& decision) {
    NodeId node = graph_.add_return(bpf::return_value(decision.otherwise));
    for (auto clause = decision.clauses.rbegin(); clause != decision.clauses.rend(); ++clause)
      node = lower(clause->when, graph_.add_return(bpf::return_value(clause->action)), node);
    return node;
  }

private:
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

  NodeId lower(const ruleset::Test& test, NodeId yes, NodeId no) {
    const SplitTest halves = split(test, byte_order_);
    Switches switches(Order{halves.high, halves.low}, SIZE_MAX);
    SwitchId id = Builder(switches, graph_, byte_order_).build(test);
    id = switches.replace(id, switches.truth(true), switches.exit(yes));
    id = switches.replace(id, switches.truth(false), switches.exit(no));
    return switches.lower(id, graph_);
  }

  Graph& graph_;
  arch::ByteOrder byte_order_;
};

/// Marks what a node leads to and counts what was not marked, returns excepted.
std::size_t mark(const Graph& graph, NodeId root, std::vector<bool>& marked) {
  marked.resize(graph.size());
  std::size_t count = 0;
  std::vector<NodeId> open{root};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (marked[id]) continue;
    marked[id] = true;
    const Node& node = graph[id];
    if (std::holds_alternative<Return>(node)) continue;
    ++count;
    for (const NodeId child : children(node))
      open.push_back(child);
  }
  return count;
}

} // namespace

NodeId Conditions::lower(const Decision& decision) {
  if (decision.clauses.empty()) return graph_.add_return(bpf::return_value(decision.otherwise));
  const auto known = std::find_if(known_.begin(), known_.end(),
                                  [&](const auto& entry) { return entry.first == decision; });
  if (known != known_.end()) return known->second;
  const NodeId node = lower_shortest(decision);
  mark(graph_, node, marked_);
  known_.emplace_back(decision, node);
  return node;
}

NodeId Conditions::lower_shortest(const Decision& decision) {
  const auto instructions = [&](NodeId node) {
    auto marked = marked_;
    return mark(graph_, node, marked);
  };
  const NodeId literal = Literal(graph_, byte_order_).lower(decision);
  const auto ordered = lower_ordered(decision);
  // A search is worth a few instructions more than a chain.
  return ordered && instructions(*ordered) <= 2 * instructions(literal) ? *ordered : literal;
}

/// In the best order of words that could be found; nothing where all are too much work.
std::optional<NodeId> Conditions::lower_ordered(const Decision& decision) {
  const std::vector<Use> words = uses(decision, byte_order_);
  std::size_t budget = 0; // for one order
  for (const Use& use : words)
    budget += effort_ * use.ranges;
  std::size_t left = 3 * budget; // for all of them
  struct Best {
    Switches switches;
    SwitchId root;
    std::size_t estimate;
  };
  std::optional<Best> best;
  for (const Order& order : orders(words)) {
    Switches switches(order, std::min(budget, left));
    try {
      const SwitchId root = Builder(switches, graph_, byte_order_).build(decision);
      const std::size_t estimate = switches.estimate(root);
      left -= switches.work();
      if (!best || estimate < best->estimate) best = {std::move(switches), root, estimate};
    } catch (const TooMuchWork&) {
      left -= std::min(budget, left);
    }
  }
  if (!best) return std::nullopt;
  return best->switches.lower(best->root, graph_);
}

} // namespace callgate::graph
