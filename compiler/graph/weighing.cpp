#include "graph/weighing.hpp"

#include <algorithm>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/cache.hpp"

namespace callgate::graph {

namespace {

using bpf::ActionKind;
using ruleset::Decision;
using ruleset::Interval;

/// Of a number that a kernel follows once, when the filter is installed.
constexpr Weight once = 1024;

/// What the calls that run the filter weigh together, in numbers followed once.
constexpr Weight running = 128 * once;
constexpr Weight running_uncached = 65536 * once;

/// An instruction takes as long to install as so many steps of the kernel's emulator: 0.09 us
/// beside 2 ns (docs/decisions/0010).
constexpr Weight instruction = 45 * once;

bool may_go_on(const Decision& decision) {
  const auto goes_on = [](bpf::Action action) {
    return action.kind == ActionKind::allow || action.kind == ActionKind::log ||
           action.kind == ActionKind::trace || action.kind == ActionKind::notify;
  };
  return goes_on(decision.otherwise) ||
         std::any_of(decision.clauses.begin(), decision.clauses.end(),
                     [&](const ruleset::Clause& clause) { return goes_on(clause.action); });
}

/// How many numbers of an interval the kernel's table has.
Weight in_table(const Interval& interval, std::uint32_t beyond) {
  if (interval.first >= beyond) return 0;
  return std::min(interval.last, beyond - 1) - interval.first + 1;
}

class Runs {
public:
  Runs(const ruleset::Ruleset& ruleset, const Graph& graph, std::span<const NodeId> nodes,
       const Objective& objective)
      : ruleset_(ruleset), graph_(graph), nodes_(nodes), objective_(objective) {}

  /// How often the filter runs for each interval.
  [[nodiscard]] std::vector<Weight> weights() const {
    std::vector<Weight> counts = counted();
    Weight all = sum(counts);
    if (all == 0) {
      counts = alike();
      all = sum(counts);
    }
    for (Weight& count : counts)
      if (all != 0) count = scaled(count, all);
    return counts;
  }

private:
  [[nodiscard]] bool is_plain_allow(std::size_t i) const {
    return graph_[nodes_[i]] == Node{Return{bpf::return_value({ActionKind::allow})}};
  }

  [[nodiscard]] bool runs(std::size_t i) const {
    return !objective_.is_cached || !is_plain_allow(i) ||
           !bpf::has_cache(ruleset_.abis.front(), ruleset_.intervals[i].first);
  }

  [[nodiscard]] std::vector<Weight> counted() const {
    std::vector<Weight> counts(ruleset_.intervals.size());
    for (const ruleset::CallCount& each : objective_.workload) {
      if (each.token != ruleset_.token) continue;
      const auto place = std::partition_point(
          ruleset_.intervals.begin(), ruleset_.intervals.end(),
          [&](const Interval& interval) { return interval.last < each.number; });
      const auto i = static_cast<std::size_t>(place - ruleset_.intervals.begin());
      if (runs(i)) counts[i] += each.count;
    }
    return counts;
  }

  [[nodiscard]] std::vector<Weight> alike() const {
    std::vector<Weight> counts;
    counts.reserve(ruleset_.intervals.size());
    for (std::size_t i = 0; i < ruleset_.intervals.size(); ++i) {
      const Interval& interval = ruleset_.intervals[i];
      const bool counts_here = runs(i) && may_go_on(interval.decision);
      const Weight each = !counts_here ? 0 : is_plain_allow(i) ? 2 : 1;
      counts.push_back(each * (Weight{interval.last} - interval.first + 1));
    }
    return counts;
  }

  static Weight sum(const std::vector<Weight>& counts) {
    Weight sum = 0;
    for (const Weight count : counts)
      sum += count;
    return sum;
  }

  [[nodiscard]] Weight scaled(Weight count, Weight all) const {
    // For the product with up to 2^26 to fit.
    while (all >> 37 != 0) {
      all >>= 1;
      count >>= 1;
    }
    return count * (objective_.is_cached ? running : running_uncached) / all;
  }

  const ruleset::Ruleset& ruleset_;
  const Graph& graph_;
  std::span<const NodeId> nodes_;
  const Objective& objective_;
};

} // namespace

Weighing weigh(const ruleset::Ruleset& ruleset, const Graph& graph, std::span<const NodeId> nodes,
               const Objective& objective) {
  Weighing result{Runs(ruleset, graph, nodes, objective).weights(), instruction};
  const arch::Abi abi = ruleset.abis.front();
  const std::uint32_t highest = arch::highest_number(abi);
  const std::uint32_t beyond = bpf::has_cache(abi, highest) ? highest + 1 : 0;
  Weight whole = 0;
  for (std::size_t i = 0; i < result.intervals.size(); ++i) {
    const Weight followed = in_table(ruleset.intervals[i], beyond);
    result.intervals[i] += followed * (objective.is_cached ? once : 1);
    whole += result.intervals[i];
  }
  if (objective.prefer == Prefer::speed) result.price = 1;
  if (objective.prefer == Prefer::size) result.price = 8 * whole;
  return result;
}

} // namespace callgate::graph
