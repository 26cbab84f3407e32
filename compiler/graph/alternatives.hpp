// The ways in which calls go through switches. Each way to another outcome than a decision's
// last resort is an alternative of the decision, and all of them count alike: nothing is known
// of the arguments that programs really use. The ways to the last resort together weigh
// little, for a policy is made for the calls that it lets through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/executed.hpp"
#include "graph/switches.hpp"
#include "graph/weight.hpp"

namespace callgate::graph {

/// What all alternatives of a decision weigh together.
inline constexpr Weight whole_weight = std::uint64_t{1} << 20;

/// What the ways to its last resort weigh together.
inline constexpr Weight resort_weight = whole_weight / 16;

class Alternatives {
public:
  Alternatives(const Switches& switches, SwitchId root, NodeId last_resort);

  /// How often the switch or outcome is come to.
  [[nodiscard]] Weight weight(SwitchId id) const { return passing_[id].sum(); }

  /// How often the switch at `from` leads to `to`, by one of its cases.
  [[nodiscard]] Weight weight(SwitchId from, SwitchId to) const { return share(from, to).sum(); }

  /// Calls that go the ways to the last resort: all, or `most` evenly chosen ones.
  [[nodiscard]] std::vector<CallWords> last_calls(std::size_t most) const;

  /// About what the switches cost as tests: instructions at a price each, and executed ones.
  [[nodiscard]] Weight estimate(Weight price) const;

private:
  /// Of alternatives and of ways to the last resort.
  struct Both {
    std::uint64_t good = 0;
    std::uint64_t last = 0;
    [[nodiscard]] std::uint64_t sum() const { return good + last; }
  };

  void count_ways(NodeId last_resort);
  void let_pass();
  [[nodiscard]] Both share(SwitchId from, SwitchId to) const;
  [[nodiscard]] CallWords last_call(std::uint64_t way) const;

  const Switches& switches_;
  SwitchId root_;
  std::vector<Both> ways_;    ///< from a switch on
  std::vector<Both> passing_; ///< weights
};

} // namespace callgate::graph
