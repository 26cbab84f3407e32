#include "graph/graph.hpp"

namespace callgate::graph {

NodeId Graph::add_load(std::uint32_t offset, NodeId next) {
  if (!std::holds_alternative<Branch>(nodes_[next])) return next;
  return intern(Load{offset, next});
}

NodeId Graph::add_branch(Relation relation, std::uint32_t value, NodeId yes, NodeId no) {
  if (yes == no) return yes;
  return intern(Branch{relation, value, yes, no});
}

NodeId Graph::intern(const Node& node) {
  const auto [place, added] = ids_.emplace(node, static_cast<NodeId>(nodes_.size()));
  if (added) nodes_.push_back(node);
  return place->second;
}

} // namespace callgate::graph
