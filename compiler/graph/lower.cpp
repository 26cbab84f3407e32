#include "graph/lower.hpp"

#include <optional>
#include <vector>

#include "graph/interval.hpp"
#include "graph/search.hpp"

namespace callgate::graph {

namespace {

/// Children first, each switch once.
class Lowering {
public:
  Lowering(const Switches& switches, const Alternatives& alternatives, Graph& graph)
      : switches_(switches), alternatives_(alternatives), graph_(graph), known_(switches.size()) {}

  NodeId lower(SwitchId id) {
    const Switch* node = switches_.get(id);
    if (node == nullptr) return switches_.exit_of(id);
    if (!known_[id]) known_[id] = lower(id, *node);
    return *known_[id];
  }

private:
  NodeId lower(SwitchId id, const Switch& node) {
    std::vector<Interval> intervals;
    intervals.reserve(node.cases.size());
    for (const Case& each : node.cases)
      append(intervals, {each.first, lower(each.to), alternatives_.weight(id, each.to)});
    return search(graph_, switches_.order()[node.level], intervals);
  }

  const Switches& switches_;
  const Alternatives& alternatives_;
  Graph& graph_;
  std::vector<std::optional<NodeId>> known_;
};

} // namespace

NodeId lower(const Switches& switches, SwitchId root, const Alternatives& alternatives,
             Graph& graph, std::uint64_t /*price*/) {
  return Lowering(switches, alternatives, graph).lower(root);
}

} // namespace callgate::graph
