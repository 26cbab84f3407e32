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
  Lowering(const Switches& switches, const Alternatives& alternatives, Graph& graph, Weight price)
      : switches_(switches), alternatives_(alternatives), graph_(graph), price_(price),
        known_(switches.size()) {}

  NodeId lower(SwitchId id) {
    const Switch* node = switches_.get(id);
    if (node == nullptr) return switches_.exit_of(id);
    if (!known_[id]) known_[id] = lower(id, *node);
    return *known_[id];
  }

  [[nodiscard]] bool is_whole() const { return is_whole_; }

private:
  NodeId lower(SwitchId id, const Switch& node) {
    std::vector<Interval> intervals;
    intervals.reserve(node.cases.size());
    for (const Case& each : node.cases)
      append(intervals, {each.first, lower(each.to), alternatives_.weight(id, each.to)});
    const Found found = search(graph_, switches_.order()[node.level], intervals, price_);
    is_whole_ = is_whole_ && found.is_whole;
    return found.node;
  }

  const Switches& switches_;
  const Alternatives& alternatives_;
  Graph& graph_;
  Weight price_;
  bool is_whole_ = true;
  std::vector<std::optional<NodeId>> known_;
};

} // namespace

Lowered lower(const Switches& switches, SwitchId root, const Alternatives& alternatives,
              Graph& graph, Weight price) {
  Lowering lowering(switches, alternatives, graph, price);
  const NodeId node = lowering.lower(root);
  return {node, lowering.is_whole()};
}

} // namespace callgate::graph
