#include "graph/executed.hpp"

#include "bpf/instruction.hpp"

namespace callgate::graph {

namespace {

bool holds(const Branch& branch, std::uint32_t value) {
  switch (branch.relation) {
  case Relation::equal:
    return value == branch.value;
  case Relation::greater_equal:
    return value >= branch.value;
  case Relation::any_bit:
    return (value & branch.value) != 0;
  }
  return false;
}

/// Where a mask or a branch leads.
NodeId past(const Node& here, std::uint32_t& accumulator) {
  if (const auto* mask = std::get_if<Mask>(&here)) {
    accumulator &= mask->mask;
    return mask->next;
  }
  const auto& branch = std::get<Branch>(here);
  return holds(branch, accumulator) ? branch.yes : branch.no;
}

} // namespace

std::size_t executed(const Graph& graph, NodeId node, const CallWords& words) {
  std::uint32_t accumulator = 0;
  for (std::size_t steps = 1;; ++steps) {
    const Node& here = graph[node];
    if (std::holds_alternative<Return>(here)) return steps;
    if (const auto* load = std::get_if<Load>(&here)) {
      accumulator = words[load->offset / 4];
      node = load->next;
    } else {
      node = past(here, accumulator);
    }
  }
}

void add_weight(const Graph& graph, NodeId node, std::uint32_t number, Weight weight,
                std::vector<Weight>& weights) {
  for (std::uint32_t accumulator = number;;) {
    const Node& here = graph[node];
    const auto* load = std::get_if<Load>(&here);
    if (std::holds_alternative<Return>(here)) return;
    if (load != nullptr && load->offset != bpf::offset::number) return;
    weights[node] += weight;
    node = load != nullptr ? load->next : past(here, accumulator);
  }
}

} // namespace callgate::graph
