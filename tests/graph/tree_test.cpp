// The trees that dynamic programming finds, against every tree there is.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "graph/tree.hpp"
#include "graph/word.hpp"

namespace {

using namespace callgate::graph;

/// Sums over values are made by hand here: a tree is looked at as what it does.
struct Subject {
  Graph graph;
  std::vector<Interval> intervals;
  std::uint32_t mask = whole_word;
  Weight price = 1;
};

class Draw {
public:
  explicit Draw(std::uint32_t seed) : random_(seed) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

private:
  std::mt19937 random_;
};

/// Weights of one size, of very different ones, or mostly none.
Weight draw_weight(Draw& draw, std::uint32_t kind) {
  if (kind == 0) return 10;
  if (kind == 1) return Weight{1} << draw.below(14);
  return draw.below(3) == 0 ? 1 + draw.below(1000) : 0;
}

/// `count` intervals, many of them lone values; `gap` is the widest of the others.
Subject random_subject(Draw& draw, std::size_t count, std::uint32_t gap) {
  Subject subject;
  const std::uint32_t nodes = 2 + draw.below(3);
  for (std::uint32_t i = 0; i < nodes; ++i)
    subject.graph.add_return(i);
  const std::uint32_t kind = draw.below(3);
  std::uint32_t first = 0;
  while (subject.intervals.size() < count) {
    const Interval next{first, draw.below(nodes), draw_weight(draw, kind)};
    if (!subject.intervals.empty() && subject.intervals.back().to == next.to) continue;
    subject.intervals.push_back(next);
    first += draw.below(2) == 0 ? 1 : 2 + draw.below(gap);
  }
  constexpr Weight prices[] = {1, 5, 40, 1000};
  subject.price = prices[draw.below(4)];
  return subject;
}

/// The cheapest tree of >= and ==, by trying each test on each set of intervals.
class EveryTree {
public:
  explicit EveryTree(const Subject& subject) : subject_(subject) {}

  Weight cost() { return of((1U << subject_.intervals.size()) - 1); }

private:
  using Set = std::uint32_t; ///< a bit for each interval

  Weight of(Set set) {
    const auto known = known_.find(set);
    if (known != known_.end()) return known->second;
    const Weight cost = leads_to_one_node(set) ? 0 : least(set);
    known_.emplace(set, cost);
    return cost;
  }

  [[nodiscard]] bool leads_to_one_node(Set set) const {
    const NodeId* first = nullptr;
    for (std::size_t i = 0; i < subject_.intervals.size(); ++i) {
      if ((set >> i & 1) == 0) continue;
      if (first == nullptr) first = &subject_.intervals[i].to;
      if (subject_.intervals[i].to != *first) return false;
    }
    return true;
  }

  Weight least(Set set) {
    Weight here = subject_.price;
    for (std::size_t i = 0; i < subject_.intervals.size(); ++i)
      if ((set >> i & 1) != 0) here += subject_.intervals[i].weight;
    Weight least = ~Weight{0};
    for (std::size_t i = 0; i < subject_.intervals.size(); ++i) {
      std::vector<Set> apart{(1U << i) - 1};
      if (is_lone(subject_.mask, subject_.intervals, i)) apart.push_back(1U << i);
      for (const Set part : apart)
        if ((set & part) != 0 && (set & ~part) != 0)
          least = std::min(least, here + of(set & part) + of(set & ~part));
    }
    return least;
  }

  const Subject& subject_;
  std::map<Set, Weight> known_;
};

/// What a tree costs, by walking its nodes with the weights of the intervals.
class Walked {
public:
  explicit Walked(const Subject& subject) : subject_(subject) {}

  /// Nothing if some interval's ends do not come to where it leads.
  std::optional<Weight> cost(NodeId root) {
    std::vector<bool> used(subject_.graph.size());
    Weight sum = 0;
    for (std::size_t i = 0; i < subject_.intervals.size(); ++i) {
      const Interval& interval = subject_.intervals[i];
      const bool is_last = i + 1 == subject_.intervals.size();
      const std::uint32_t last =
          is_last ? subject_.mask : (subject_.intervals[i + 1].first - 1) & subject_.mask;
      std::size_t steps = 0;
      for (const std::uint32_t value : {last, interval.first}) {
        steps = 0;
        if (walk(root, value, used, steps) != interval.to) return std::nullopt;
      }
      sum += steps * interval.weight;
    }
    return sum + subject_.price * static_cast<Weight>(std::count(used.begin(), used.end(), true));
  }

private:
  NodeId walk(NodeId node, std::uint32_t value, std::vector<bool>& used, std::size_t& steps) const {
    for (;;) {
      const Node& at = subject_.graph[node];
      if (std::holds_alternative<Return>(at)) return node;
      used[node] = true;
      ++steps;
      if (const auto* mask = std::get_if<Mask>(&at)) {
        value &= mask->mask;
        node = mask->next;
        continue;
      }
      const auto& branch = std::get<Branch>(at);
      const bool holds = branch.relation == Relation::equal           ? value == branch.value
                         : branch.relation == Relation::greater_equal ? value >= branch.value
                                                                      : (value & branch.value) != 0;
      node = holds ? branch.yes : branch.no;
    }
  }

  const Subject& subject_;
};

} // namespace

TEST_CASE("no tree of >= and == is cheaper") {
  Draw draw(1);
  for (int round = 0; round < 1000; ++round) {
    CAPTURE(round);
    Subject subject = random_subject(draw, 2 + draw.below(8), 1'000'000);
    const Tree tree(subject.graph, subject.mask, subject.intervals, subject.price,
                    {.peels_all = true});
    // Values so far apart seldom agree in all bits but some, so that one test decides.
    CHECK(tree.cost() <= EveryTree(subject).cost());
    CHECK(Walked(subject).cost(tree.build(subject.graph)) == tree.cost());
  }
}

TEST_CASE("with the usual effort a tree is the cheapest but for some percent") {
  Draw draw(3);
  int dearer = 0;
  for (int round = 0; round < 1000; ++round) {
    CAPTURE(round);
    Subject subject = random_subject(draw, 2 + draw.below(10), 1'000'000);
    const Tree tree(subject.graph, subject.mask, subject.intervals, subject.price, {});
    CHECK(tree.is_whole());
    const Weight least = EveryTree(subject).cost();
    CHECK(tree.cost() * 100 <= least * 110);
    if (tree.cost() > least) ++dearer;
    CHECK(Walked(subject).cost(tree.build(subject.graph)) == tree.cost());
  }
  CHECK(dearer <= 60);
}

TEST_CASE("halving costs no more than it says") {
  Draw draw(2);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Subject subject = random_subject(draw, 2 + draw.below(30), 50);
    const Tree exact(subject.graph, subject.mask, subject.intervals, subject.price, {});
    const Tree halved(subject.graph, subject.mask, subject.intervals, subject.price,
                      {.intervals = 5});
    CHECK(halved.is_whole() == (subject.intervals.size() <= 5));
    CHECK(halved.cost() - halved.excess() <= exact.cost());
    // Equal tests of bits in two parts are one node.
    CHECK(Walked(subject).cost(halved.build(subject.graph)).value() <= halved.cost());
  }
}
