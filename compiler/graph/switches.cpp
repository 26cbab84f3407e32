#include "graph/switches.hpp"

#include <algorithm>

#include "graph/search.hpp"

namespace callgate::graph {

const char* TooManyCases::what() const noexcept {
  return "a condition has too many cases";
}

/// One replacement, each pair of switches met once.
class Switches::Replacement {
public:
  Replacement(Switches& switches, SwitchId outcome) : switches_(switches), outcome_(outcome) {}

  SwitchId in(SwitchId within, SwitchId by) {
    if (within == outcome_ || by == outcome_) return within == outcome_ ? by : within;
    if (!std::holds_alternative<Switch>(switches_.nodes_[within])) return within;
    const auto known = known_.find({within, by});
    if (known != known_.end()) return known->second;
    const SwitchId result = merge(within, by);
    known_.emplace(std::pair(within, by), result);
    return result;
  }

private:
  /// Cuts the earlier of the two words wherever either switch does.
  SwitchId merge(SwitchId within, SwitchId by) {
    const std::size_t level = std::min(switches_.level(within), switches_.level(by));
    const std::vector<Case> left = switches_.cases_at(level, within);
    const std::vector<Case> right = switches_.cases_at(level, by);
    std::vector<Case> merged;
    auto a = left.begin();
    auto b = right.begin();
    while (true) {
      merged.push_back({std::max(a->first, b->first), in(a->to, b->to)});
      const auto next_a = std::next(a);
      const auto next_b = std::next(b);
      if (next_a == left.end() && next_b == right.end()) break;
      const bool step_a =
          next_b == right.end() || (next_a != left.end() && next_a->first <= next_b->first);
      const bool step_b =
          next_a == left.end() || (next_b != right.end() && next_b->first <= next_a->first);
      if (step_a) a = next_a;
      if (step_b) b = next_b;
    }
    return switches_.decide(level, merged);
  }

  Switches& switches_;
  SwitchId outcome_;
  std::map<std::pair<SwitchId, SwitchId>, SwitchId> known_;
};

/// Children first, each switch once.
class Switches::Lowering {
public:
  Lowering(const Switches& switches, Graph& graph)
      : switches_(switches), graph_(graph), known_(switches.nodes_.size()) {}

  NodeId lower(SwitchId id) {
    const Node& node = switches_.nodes_[id];
    if (const auto* exit = std::get_if<Exit>(&node)) return exit->node;
    if (!known_[id]) known_[id] = lower(std::get<Switch>(node));
    return *known_[id];
  }

private:
  NodeId lower(const Switch& node) {
    std::vector<Interval> intervals;
    intervals.reserve(node.cases.size());
    for (const Case& each : node.cases)
      intervals.push_back({each.first, lower(each.to)});
    return search(graph_, switches_.order_[node.level], intervals);
  }

  const Switches& switches_;
  Graph& graph_;
  std::vector<std::optional<NodeId>> known_;
};

Switches::Switches(std::span<const Word> order, std::size_t budget)
    : order_(order.begin(), order.end()), budget_(budget) {}

SwitchId Switches::test(Word word, std::span<const WordRange> ranges) {
  if (word.mask == 0) return truth(!ranges.empty() && ranges.front().first == 0);
  const auto place = std::find(order_.begin(), order_.end(), word);
  std::vector<Case> cases{{0, truth(false)}};
  for (const WordRange& range : ranges) {
    cases.push_back({range.first, truth(true)});
    if (range.last != UINT32_MAX) cases.push_back({range.last + 1, truth(false)});
  }
  return decide(static_cast<std::size_t>(place - order_.begin()), cases);
}

SwitchId Switches::replace(SwitchId within, SwitchId outcome, SwitchId by) {
  return Replacement(*this, outcome).in(within, by);
}

NodeId Switches::lower(SwitchId id, Graph& graph) const {
  return Lowering(*this, graph).lower(id);
}

/// A switch in its least form: without cases that no value of the masked word reaches,
/// nor neighbours that agree.
SwitchId Switches::decide(std::size_t level, std::span<const Case> cases) {
  Switch result{level, {}};
  std::vector<Case>& kept = result.cases;
  for (const Case& each : cases) {
    const auto first = at_least(order_[level].mask, each.first);
    if (!first) break;
    if (!kept.empty() && kept.back().first == *first) kept.pop_back();
    if (kept.empty() || kept.back().to != each.to) kept.push_back({*first, each.to});
  }
  if (kept.size() == 1) return kept.front().to;
  return intern(std::move(result));
}

SwitchId Switches::intern(Node node) {
  const auto known = ids_.find(node);
  if (known != ids_.end()) return known->second;
  if (const auto* decided = std::get_if<Switch>(&node)) size_ += decided->cases.size();
  if (size_ > budget_) throw TooManyCases();
  const auto id = static_cast<SwitchId>(nodes_.size());
  nodes_.push_back(node);
  ids_.emplace(std::move(node), id);
  return id;
}

std::size_t Switches::level(SwitchId id) const {
  const auto* node = std::get_if<Switch>(&nodes_[id]);
  return node == nullptr ? order_.size() : node->level;
}

/// Its cases at a word that it asks for first, or not at all.
std::vector<Switches::Case> Switches::cases_at(std::size_t level, SwitchId id) const {
  if (this->level(id) != level) return {{0, id}};
  return std::get<Switch>(nodes_[id]).cases;
}

} // namespace callgate::graph
