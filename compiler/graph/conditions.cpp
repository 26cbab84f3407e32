#include "graph/conditions.hpp"

#include <algorithm>
#include <memory>

#include "bpf/action.hpp"
#include "graph/executed.hpp"
#include "graph/literal.hpp"
#include "graph/orders.hpp"
#include "graph/trials.hpp"
#include "graph/written.hpp"
#include "ruleset/plain.hpp"

namespace callgate::graph {

namespace {

using ruleset::Decision;
using ruleset::Formula;

/// Equal decisions have equal ones (FNV-1a over what tests are about).
class Fingerprint {
public:
  explicit Fingerprint(const Decision& decision) {
    for (const ruleset::Clause& clause : decision.clauses)
      add(clause.when);
  }

  [[nodiscard]] std::uint64_t value() const { return value_; }

private:
  void add(std::uint64_t value) { value_ = (value_ ^ value) * 0x100000001b3; }

  void add(const Formula& formula) {
    if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) {
      add(test->field.slot);
      add(test->mask);
      for (const ruleset::Range& range : test->ranges)
        add(range.first);
      return;
    }
    const auto* all = std::get_if<ruleset::All>(&formula.node);
    for (const Formula& part :
         all != nullptr ? all->parts : std::get<ruleset::Any>(formula.node).parts)
      add(part);
  }

  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// Calls that weigh something together.
struct Samples {
  std::vector<CallWords> calls;
  Weight weight;

  /// What they execute from a node on.
  [[nodiscard]] Weight executed(const Graph& graph, NodeId node) const {
    Weight sum = 0;
    for (const CallWords& call : calls)
      sum += graph::executed(graph, node, call);
    return calls.empty() ? 0 : sum * weight / calls.size();
  }
};

/// How many ways through a decision are followed to tell what it costs.
constexpr std::size_t most_samples = 32;

/// How many orders are made nodes of where a decision has few ranges, and else.
constexpr std::size_t few_ranges = 24;
constexpr std::size_t most_lowered = 24;
constexpr std::size_t few_lowered = 3;

} // namespace

NodeId Conditions::lower(const Decision& decision) {
  if (decision.clauses.empty()) return graph_.add_return(bpf::return_value(decision.otherwise));
  if (const auto plain = ruleset::plain_action(decision))
    return graph_.add_return(bpf::return_value(*plain));
  const std::uint64_t fingerprint = Fingerprint(decision).value();
  const auto [begin, end] = known_.equal_range(fingerprint);
  for (auto known = begin; known != end; ++known)
    if (known->second.first == decision) return known->second.second;
  const NodeId node = lower_conditions(decision);
  keep(node);
  known_.emplace(fingerprint, std::pair(decision, node));
  return node;
}

NodeId Conditions::lower_conditions(const Decision& decision) {
  const std::vector<Use> words = uses(decision, byte_order_);
  std::size_t ranges = 0;
  for (const Use& use : words)
    ranges += use.ranges;
  const std::size_t worth = effort_ * (ranges + 16);
  const Effort effort{worth, 3 * worth};
  const auto trials = try_orders(decision, words, effort, graph_, byte_order_, price_);
  if (trials.empty()) {
    ++approximated_;
    return lower_literally(decision, graph_, byte_order_, price_);
  }
  std::optional<Lowered> best;
  if (trials.size() == 1)
    best = trials.front()->lower(graph_, price_);
  else
    best = lower_cheapest(decision, trials, ranges <= few_ranges ? most_lowered : few_lowered);
  if (const auto literal = much_shorter_literal(decision, ranges + words.size(), best->node))
    best = {*literal, false};
  if (!best->is_whole) ++approximated_;
  return best->node;
}

/// Of trials, the likeliest first, of which no more than `most` are made nodes of.
Lowered Conditions::lower_cheapest(const Decision& decision, const Trials& trials,
                                   std::size_t most) {
  const Samples good{written_alternatives(decision, byte_order_, most_samples), whole_weight};
  const Samples last{trials.front()->alternatives().last_calls(most_samples), resort_weight};
  struct Best {
    Lowered lowered;
    Weight cost;
  };
  std::optional<Best> best;
  for (std::size_t i = 0; i < std::min(trials.size(), most); ++i) {
    if (trials[i]->estimate() > 2 * trials.front()->estimate()) break;
    const Lowered tried = trials[i]->lower(graph_, price_);
    const Weight its_cost = price_ * count_new(tried.node) + good.executed(graph_, tried.node) +
                            last.executed(graph_, tried.node);
    if (!best || its_cost < best->cost) best = {tried, its_cost};
  }
  return best->lowered;
}

/// The decision as it is written, which repeats loads, where that is less than half as long.
/// As such it takes about an instruction for each of `parts`: its ranges and its words.
std::optional<NodeId> Conditions::much_shorter_literal(const Decision& decision, std::size_t parts,
                                                       NodeId node) {
  const std::size_t count = count_new(node);
  if (count <= 2 * parts) return std::nullopt;
  const NodeId literal = lower_literally(decision, graph_, byte_order_, price_);
  return 2 * count_new(literal) < count ? std::optional(literal) : std::nullopt;
}

/// Returns, which every filter has, are not counted.
std::size_t Conditions::count_new(NodeId root) {
  ++counts_;
  seen_.resize(graph_.size());
  kept_.resize(graph_.size());
  std::size_t count = 0;
  std::vector<NodeId> open{root};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    const bool is_return = std::holds_alternative<Return>(graph_[id]);
    if (is_return || kept_[id] || seen_[id] == counts_) continue;
    seen_[id] = counts_;
    ++count;
    for (const NodeId child : children(graph_[id]))
      open.push_back(child);
  }
  return count;
}

void Conditions::keep(NodeId root) {
  kept_.resize(graph_.size());
  std::vector<NodeId> open{root};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (kept_[id]) continue;
    kept_[id] = true;
    for (const NodeId child : children(graph_[id]))
      open.push_back(child);
  }
}

} // namespace callgate::graph
