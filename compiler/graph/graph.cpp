#include "graph/graph.hpp"

namespace callgate::graph {

std::vector<NodeId> children(const Node& node) {
  if (const auto* load = std::get_if<Load>(&node)) return {load->next};
  if (const auto* mask = std::get_if<Mask>(&node)) return {mask->next};
  if (const auto* branch = std::get_if<Branch>(&node)) return {branch->yes, branch->no};
  return {};
}

NodeId Graph::add_load(Word word, NodeId next) {
  if (ignores_accumulator(next)) return next;
  return intern(Load{word.offset, add_mask(word.mask, next)});
}

NodeId Graph::add_mask(std::uint32_t mask, NodeId next) {
  if (mask == whole_word || ignores_accumulator(next)) return next;
  return intern(Mask{mask, next});
}

NodeId Graph::add_branch(Relation relation, std::uint32_t value, NodeId yes, NodeId no) {
  if (yes == no) return yes;
  return intern(Branch{relation, value, yes, no});
}

bool Graph::ignores_accumulator(NodeId node) const {
  return std::holds_alternative<Return>(nodes_[node]) || std::holds_alternative<Load>(nodes_[node]);
}

NodeId Graph::past_load(NodeId node, Word word) const {
  const auto* load = std::get_if<Load>(&nodes_[node]);
  if (load == nullptr || load->offset != word.offset) return node;
  const auto* mask = std::get_if<Mask>(&nodes_[load->next]);
  const std::uint32_t wanted = mask == nullptr ? whole_word : mask->mask;
  if (wanted == word.mask && mask != nullptr) return mask->next;
  return (wanted & ~word.mask) == 0 ? load->next : node;
}

NodeId Graph::intern(const Node& node) {
  const auto [place, added] = ids_.emplace(node, static_cast<NodeId>(nodes_.size()));
  if (added) nodes_.push_back(node);
  return place->second;
}

} // namespace callgate::graph
