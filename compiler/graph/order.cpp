#include "graph/order.hpp"

#include <utility>

namespace callgate::graph {

namespace {

/// Depth first, children before parents; the result is reversed afterwards.
class PostOrder {
public:
  explicit PostOrder(const Plan& plan)
      : graph_(plan.graph), weights_(plan.weights), seen_(plan.graph.size()) {}

  void visit(NodeId id) {
    if (seen_[id]) return;
    seen_[id] = true;
    const Node& node = graph_[id];
    if (std::holds_alternative<Return>(node)) {
      returns_.push_back(id);
      return;
    }
    std::vector<NodeId> next = children(node);
    if (next.size() == 2 && weight(next[0]) > weight(next[1])) std::swap(next[0], next[1]);
    for (const NodeId child : next)
      visit(child);
    others_.push_back(id);
  }

  std::vector<NodeId> reversed() && {
    std::vector<NodeId> result(others_.rbegin(), others_.rend());
    result.insert(result.end(), returns_.rbegin(), returns_.rend());
    return result;
  }

private:
  [[nodiscard]] Weight weight(NodeId id) const { return id < weights_.size() ? weights_[id] : 0; }

  const Graph& graph_;
  const std::vector<Weight>& weights_;
  std::vector<bool> seen_;
  std::vector<NodeId> others_;
  std::vector<NodeId> returns_;
};

} // namespace

std::vector<NodeId> order(const Plan& plan) {
  PostOrder visitor(plan);
  visitor.visit(plan.root);
  return std::move(visitor).reversed();
}

} // namespace callgate::graph
