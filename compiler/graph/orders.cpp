#include "graph/orders.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
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

/// Whether words of one offset stand together.
bool is_grouped(const Order& order) {
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (order[i].offset == order[i - 1].offset) continue;
    const auto before = order.begin() + static_cast<std::ptrdiff_t>(i);
    const bool was_left = std::any_of(order.begin(), before, [&](const Word& earlier) {
      return earlier.offset == order[i].offset;
    });
    if (was_left) return false;
  }
  return true;
}

/// The words of one offset, and what they are asked for together.
struct Group {
  std::vector<Use> uses;
  std::size_t ranges = 0;
};

std::vector<Group> groups_of(const std::vector<Use>& uses) {
  std::vector<Group> groups;
  for (const Use& use : uses) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& each) {
      return each.uses.front().word.offset == use.word.offset;
    });
    if (group == groups.end()) group = groups.insert(group, Group{});
    group->uses.push_back(use);
    group->ranges += use.ranges;
  }
  return groups;
}

/// About the most ranges that a word's range may fall apart into under a wider mask.
constexpr int most_spread_bits = 6;

/// Whether few ranges of the wider mask make up one of a mask, as bits between do not count.
bool spreads_little(std::uint32_t mask, std::uint32_t wide) {
  const std::uint32_t below_mask = (mask & (0 - mask)) - 1;
  return std::popcount(wide & ~mask & ~below_mask) <= most_spread_bits;
}

/// The same words, those of one offset as one word with the bits of all where that is
/// worth trying.
std::vector<Use> united(const std::vector<Use>& uses) {
  std::vector<Use> result;
  for (const Group& group : groups_of(uses)) {
    Use all{group.uses.front().word, group.ranges};
    for (const Use& use : group.uses)
      all.word.mask |= use.word.mask;
    const bool is_worth = std::all_of(group.uses.begin(), group.uses.end(), [&](const Use& use) {
      return spreads_little(use.word.mask, all.word.mask);
    });
    if (is_worth)
      result.push_back(all);
    else
      result.insert(result.end(), group.uses.begin(), group.uses.end());
  }
  return result;
}

/// Gathers orders, each once.
class Collection {
public:
  void add(const std::vector<Use>& uses) {
    if (uses.size() <= most_permuted)
      add_all(uses);
    else
      add_some(groups_of(uses));
  }

  std::vector<Order> take() && { return std::move(orders_); }

private:
  void add_all(const std::vector<Use>& uses) {
    std::vector<std::size_t> places(uses.size());
    std::iota(places.begin(), places.end(), 0);
    do {
      Order order;
      order.reserve(places.size());
      for (const std::size_t place : places)
        order.push_back(uses[place].word);
      add(std::move(order));
    } while (std::next_permutation(places.begin(), places.end()));
  }

  void add_some(std::vector<Group> groups) {
    add_order_of(groups);
    const auto by_ranges = [](const Group& a, const Group& b) { return a.ranges < b.ranges; };
    std::stable_sort(groups.begin(), groups.end(), by_ranges);
    add_order_of(groups);
    std::reverse(groups.begin(), groups.end());
    add_order_of(groups);
    // Each of some moved to the front, which leaves the others as they were.
    for (std::size_t i = 1; i < std::min(groups.size(), most_moved); ++i) {
      const auto place = groups.begin() + static_cast<std::ptrdiff_t>(i);
      std::rotate(groups.begin(), place, place + 1);
      add_order_of(groups);
      std::rotate(groups.begin(), groups.begin() + 1, place + 1);
    }
  }

  void add_order_of(const std::vector<Group>& groups) {
    Order order;
    for (const Group& group : groups)
      for (const Use& use : group.uses)
        order.push_back(use.word);
    add(std::move(order));
  }

  void add(Order order) {
    if (is_grouped(order) && std::find(orders_.begin(), orders_.end(), order) == orders_.end())
      orders_.push_back(std::move(order));
  }

  static constexpr std::size_t most_moved = 8;

  std::vector<Order> orders_;
};

} // namespace

std::vector<Use> uses(const Decision& decision, arch::ByteOrder byte_order) {
  return Gatherer(decision, byte_order).take();
}

std::vector<Order> orders(const std::vector<Use>& uses) {
  Collection collection;
  collection.add(uses);
  const std::vector<Use> words = united(uses);
  if (words.size() < uses.size()) collection.add(words);
  return std::move(collection).take();
}

std::vector<Order> neighbours(const Order& order) {
  std::vector<Order> result;
  for (std::size_t i = 1; i < order.size(); ++i) {
    Order other = order;
    std::swap(other[i - 1], other[i]);
    if (is_grouped(other)) result.push_back(std::move(other));
  }
  return result;
}

} // namespace callgate::graph
