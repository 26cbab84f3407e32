#include "graph/orders.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "graph/split.hpp"

namespace callgate::graph {

namespace {

using ruleset::Decision;
using ruleset::Formula;

/// Walks a decision and gathers its words.
class Gatherer {
public:
  Gatherer(const Decision& decision, arch::ByteOrder byte_order) : byte_order_(byte_order) {
    for (const ruleset::Clause& clause : decision.clauses)
      add(clause.when);
  }

  std::vector<Use> take() && { return std::move(uses_); }

private:
  void add(const Formula& formula) {
    if (const auto* test = std::get_if<ruleset::Test>(&formula.node)) {
      add(split(*test, byte_order_));
    } else if (const auto* all = std::get_if<ruleset::All>(&formula.node)) {
      for (const Formula& part : all->parts)
        add(part);
    } else {
      for (const Formula& part : std::get<ruleset::Any>(formula.node).parts)
        add(part);
    }
  }

  void add(const SplitTest& test) {
    add(test.high, test.blocks.size());
    std::size_t ranges = 0;
    for (const Block& block : test.blocks)
      ranges += block.low.size();
    add(test.low, ranges);
  }

  void add(Word word, std::size_t ranges) {
    if (word.mask == 0) return;
    const auto known =
        std::find_if(uses_.begin(), uses_.end(), [&](const Use& use) { return use.word == word; });
    if (known == uses_.end())
      uses_.push_back({word, ranges});
    else
      known->ranges += ranges;
  }

  arch::ByteOrder byte_order_;
  std::vector<Use> uses_;
};

/// Beyond so many words not every order is tried.
constexpr std::size_t most_permuted = 4;

} // namespace

std::vector<Use> uses(const Decision& decision, arch::ByteOrder byte_order) {
  return Gatherer(decision, byte_order).take();
}

std::vector<Order> orders(std::vector<Use> uses) {
  std::vector<Order> result;
  const auto add = [&] {
    Order order;
    for (const Use& use : uses)
      order.push_back(use.word);
    if (std::find(result.begin(), result.end(), order) == result.end()) result.push_back(order);
  };
  const auto sort = [&](auto value) {
    std::stable_sort(uses.begin(), uses.end(),
                     [&](const Use& a, const Use& b) { return value(a) < value(b); });
    add();
  };
  add();
  sort([](const Use& use) { return use.ranges; });
  sort([](const Use& use) { return 0 - use.ranges; });
  sort([](const Use& use) { return use.word; });
  const auto by_word = [](const Use& a, const Use& b) { return a.word < b.word; };
  if (uses.size() <= most_permuted) {
    while (std::next_permutation(uses.begin(), uses.end(), by_word))
      add();
  } else {
    // Each one moved to the front, which leaves the others as they were.
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const auto place = uses.begin() + static_cast<std::ptrdiff_t>(i);
      std::rotate(uses.begin(), place, place + 1);
      add();
      std::rotate(uses.begin(), uses.begin() + 1, place + 1);
    }
  }
  return result;
}

} // namespace callgate::graph
