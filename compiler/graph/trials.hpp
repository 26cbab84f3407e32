// A decision tried as switches in several orders of its words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arch/abi.hpp"
#include "graph/alternatives.hpp"
#include "graph/graph.hpp"
#include "graph/lower.hpp"
#include "graph/orders.hpp"
#include "graph/switches.hpp"
#include "graph/weight.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// A decision in one order of words.
class Trial {
public:
  /// The budget is in cases. Throws TooMuchWork.
  Trial(const ruleset::Decision& decision, const Order& order, std::size_t budget, Graph& graph,
        arch::ByteOrder byte_order, Weight price);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  [[nodiscard]] const Switches& switches() const { return switches_; }
  [[nodiscard]] const Alternatives& alternatives() const { return alternatives_; }

  /// About what it costs.
  [[nodiscard]] Weight estimate() const { return estimate_; }

  [[nodiscard]] Lowered lower(Graph& graph, Weight price) const {
    return graph::lower(switches_, root_, alternatives_, graph, price);
  }

private:
  Switches switches_;
  SwitchId root_;
  Alternatives alternatives_;
  Weight estimate_;
};

using Trials = std::vector<std::unique_ptr<const Trial>>;

/// What trying orders may cost, in cases.
struct Effort {
  std::size_t one; ///< order
  std::size_t all; ///< orders together
};

/// The trials that came to an end, the first what looks cheapest.
std::vector<std::unique_ptr<const Trial>> try_orders(const ruleset::Decision& decision,
                                                     const std::vector<Use>& words, Effort effort,
                                                     Graph& graph, arch::ByteOrder byte_order,
                                                     Weight price);

} // namespace callgate::graph
