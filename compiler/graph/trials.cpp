#include "graph/trials.hpp"

#include <algorithm>
#include <utility>

#include "bpf/action.hpp"
#include "graph/implied.hpp"
#include "graph/switching.hpp"

namespace callgate::graph {

namespace {

class Trier {
public:
  Trier(const ruleset::Decision& decision, Effort effort, Graph& graph, arch::ByteOrder byte_order,
        Weight price)
      : decision_(decision), effort_(effort), graph_(graph), byte_order_(byte_order),
        price_(price) {}

  void add(const Order& order) {
    const std::size_t budget = std::min(effort_.one, effort_.all);
    try {
      auto trial =
          std::make_unique<const Trial>(decision_, order, budget, graph_, byte_order_, price_);
      effort_.all -= trial->switches().work();
      done_.push_back(std::move(trial));
    } catch (const TooMuchWork&) {
      effort_.all -= budget;
    }
  }

  /// Goes on from the best order to those next to it, as long as that makes it better.
  void climb() {
    bool is_better = !done_.empty();
    while (is_better && effort_.all > 0) {
      const auto best = std::min_element(done_.begin(), done_.end(), is_cheaper);
      const Weight least = (*best)->estimate();
      const Order order = (*best)->switches().order();
      for (const Order& next : neighbours(order))
        add(next);
      is_better = std::any_of(done_.begin(), done_.end(),
                              [&](const auto& trial) { return trial->estimate() < least; });
    }
  }

  Trials take() && {
    std::stable_sort(done_.begin(), done_.end(), is_cheaper);
    return std::move(done_);
  }

private:
  static bool is_cheaper(const std::unique_ptr<const Trial>& a,
                         const std::unique_ptr<const Trial>& b) {
    return a->estimate() < b->estimate();
  }

  const ruleset::Decision& decision_;
  Effort effort_;
  Graph& graph_;
  arch::ByteOrder byte_order_;
  Weight price_;
  Trials done_;
};

} // namespace

Trial::Trial(const ruleset::Decision& decision, const Order& order, std::size_t budget,
             Graph& graph, arch::ByteOrder byte_order, Weight price)
    : switches_(order, budget),
      root_(without_implied(switches_, switches_of(decision, switches_, graph, byte_order))),
      alternatives_(switches_, root_, graph.add_return(bpf::return_value(decision.otherwise))),
      estimate_(alternatives_.estimate(price)) {}

Trials try_orders(const ruleset::Decision& decision, const std::vector<Use>& words, Effort effort,
                  Graph& graph, arch::ByteOrder byte_order, Weight price) {
  Trier trier(decision, effort, graph, byte_order, price);
  for (const Order& order : orders(words))
    trier.add(order);
  if (words.size() > most_permuted) trier.climb();
  return std::move(trier).take();
}

} // namespace callgate::graph
