#include "graph/order.hpp"

#include <utility>

namespace callgate::graph {

namespace {

/// Depth first, children before parents; the result is reversed afterwards.
class PostOrder {
public:
  explicit PostOrder(const Graph& graph) : graph_(graph), seen_(graph.size()) {}

  void visit(NodeId id) {
    if (seen_[id]) return;
    seen_[id] = true;
    const Node& node = graph_[id];
    if (std::holds_alternative<Return>(node)) {
      returns_.push_back(id);
      return;
    }
    for (const NodeId child : children(node))
      visit(child);
    others_.push_back(id);
  }

  std::vector<NodeId> reversed() && {
    std::vector<NodeId> result(others_.rbegin(), others_.rend());
    result.insert(result.end(), returns_.rbegin(), returns_.rend());
    return result;
  }

private:
  const Graph& graph_;
  std::vector<bool> seen_;
  std::vector<NodeId> others_;
  std::vector<NodeId> returns_;
};

} // namespace

std::vector<NodeId> order(const Plan& plan) {
  PostOrder visitor(plan.graph);
  visitor.visit(plan.root);
  return std::move(visitor).reversed();
}

} // namespace callgate::graph
