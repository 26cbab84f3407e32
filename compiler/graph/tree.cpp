#include "graph/tree.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "graph/fold.hpp"

namespace callgate::graph {

namespace {

constexpr Weight unknown = std::numeric_limits<Weight>::max();

/// The most lone values that are asked for one after the other.
constexpr std::size_t longest_chain = 64;

/// The most intervals that may end in a test of bits.
constexpr std::size_t most_folded = 9;

/// A lone value is peeled off above other tests if it weighs at least this part of all that
/// comes there. Below that, exchanging it with the test that follows costs nothing.
constexpr Weight heavy_part = 4;

/// Lone values asked for one after the other, heaviest first; the rest leads to one node.
class Chain {
public:
  Chain(NodeId background, Weight price) : background_(background), price_(price) {}

  [[nodiscard]] NodeId background() const { return background_; }
  [[nodiscard]] Weight cost() const { return cost_; }
  [[nodiscard]] std::size_t length() const { return links_.size(); }

  void add_background(Weight weight) {
    rest_ += weight;
    cost_ += links_.size() * weight;
  }

  void add_link(Weight weight) {
    const auto place = std::upper_bound(links_.begin(), links_.end(), weight, std::greater<>());
    const auto before = static_cast<Weight>(place - links_.begin());
    cost_ += price_ + rest_ + (before + 1) * weight;
    for (auto later = place; later != links_.end(); ++later)
      cost_ += *later;
    links_.insert(place, weight);
  }

private:
  NodeId background_;
  Weight price_;
  Weight rest_ = 0;
  Weight cost_ = 0;
  std::vector<Weight> links_; ///< descending
};

} // namespace

/// The dynamic programming over neighbouring intervals.
class Tree::Part {
public:
  Part(const Graph& graph, std::uint32_t mask, Intervals intervals, std::uint32_t last,
       Weight price)
      : graph_(graph), mask_(mask), intervals_(intervals), last_(last), price_(price),
        size_(intervals.size()), costs_((size_ + 1) * (size_ + 1)), ending_(costs_.size()),
        choices_(costs_.size()), heaviest_(costs_.size()) {
    sum_weights();
    rank_lone_values();
    for (std::size_t begin = size_; begin-- > 0;)
      solve_from(begin);
  }

  [[nodiscard]] Weight cost() const { return costs_[index(0, size_)]; }

  End add_to(Tree& tree) const { return add({0, size_, 0}, tree); }

private:
  /// The intervals from `begin` to `end` without the lone values of a rank below `peeled`.
  struct Range {
    std::size_t begin;
    std::size_t end;
    std::size_t peeled;
    bool operator==(const Range&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Range& range) const {
      return (range.begin * 1009 + range.end) * 1009 + range.peeled;
    }
  };

  enum class Kind : std::uint8_t { node, split, chain, fold, peel };

  /// What is done first in a range.
  struct Choice {
    Kind kind = Kind::node;
    std::uint32_t detail = 0; ///< a node, also a chain's background; or an interval
  };
  struct Best {
    Weight cost = unknown;
    Choice choice{};

    void offer(Weight offered, Choice what) {
      if (offered < cost) *this = {offered, what};
    }
  };

  void sum_weights() {
    below_.reserve(size_ + 1);
    below_.push_back(0);
    for (const Interval& interval : intervals_)
      below_.push_back(below_.back() + interval.weight);
  }

  void rank_lone_values() {
    for (std::size_t i = 0; i < size_; ++i)
      if (is_lone_value(i)) lone_.push_back(i);
    std::stable_sort(lone_.begin(), lone_.end(), [&](std::size_t a, std::size_t b) {
      return intervals_[a].weight > intervals_[b].weight;
    });
    rank_.assign(size_, SIZE_MAX);
    for (std::size_t rank = 0; rank < lone_.size(); ++rank)
      rank_[lone_[rank]] = rank;
  }

  [[nodiscard]] bool is_lone_value(std::size_t i) const {
    if (i + 1 < size_) return is_lone(mask_, intervals_, i);
    return intervals_[i].first == last_;
  }

  [[nodiscard]] std::size_t index(std::size_t begin, std::size_t end) const {
    return begin * (size_ + 1) + end;
  }

  /// The ranges that begin there, the shorter ones first.
  void solve_from(std::size_t begin) {
    std::vector<Chain> chains;
    std::size_t heaviest = SIZE_MAX; // rank
    const NodeId first = intervals_[begin].to;
    bool has_two = true; // or less: nodes that the range leads to
    for (std::size_t end = begin + 1; end <= size_; ++end) {
      const Interval& added = intervals_[end - 1];
      extend(chains, begin, end - 1);
      heaviest = std::min(heaviest, rank_[end - 1]);
      heaviest_[index(begin, end)] = heaviest;
      has_two = has_two && (added.to == first || added.to == intervals_[begin + 1].to);
      Best best;
      if (end == begin + 1) {
        best = {0, {Kind::node, added.to}};
      } else {
        best = split(begin, end);
        for (const Chain& chain : chains)
          best.offer(chain.cost(), {Kind::chain, chain.background()});
        if (has_two && end - begin >= 3) offer_fold(begin, end, best);
        if (end - begin >= 3) offer_peel({begin, end, 0}, weight(begin, end), heaviest, best);
      }
      costs_[index(begin, end)] = best.cost;
      ending_[index(end, begin)] = best.cost;
      choices_[index(begin, end)] = best.choice;
    }
  }

  [[nodiscard]] Weight weight(std::size_t begin, std::size_t end) const {
    return below_[end] - below_[begin];
  }

  [[nodiscard]] Best split(std::size_t begin, std::size_t end) const {
    const Weight* const below = &costs_[index(begin, 0)];
    const Weight* const above = &ending_[index(end, 0)];
    std::size_t at = begin + 1;
    Weight least = below[at] + above[at];
    for (std::size_t k = begin + 2; k < end; ++k) {
      const Weight sum = below[k] + above[k];
      if (sum < least) {
        least = sum;
        at = k;
      }
    }
    return {least + price_ + weight(begin, end), {Kind::split, static_cast<std::uint32_t>(at)}};
  }

  /// The chains over the range from `begin` to `at` become those to one beyond. There is one
  /// for each node that may be its background.
  void extend(std::vector<Chain>& chains, std::size_t begin, std::size_t at) const {
    const Interval& added = intervals_[at];
    const bool is_lone = rank_[at] != SIZE_MAX;
    const bool is_known = std::any_of(chains.begin(), chains.end(), [&](const Chain& chain) {
      return chain.background() == added.to;
    });
    for (Chain& chain : chains) {
      if (chain.background() == added.to)
        chain.add_background(added.weight);
      else if (is_lone)
        chain.add_link(added.weight);
    }
    std::erase_if(chains, [&](const Chain& chain) {
      return (chain.background() != added.to && !is_lone) || chain.length() > longest_chain;
    });
    if (is_known) return;
    Chain chain(added.to, price_);
    chain.add_background(added.weight);
    for (std::size_t i = begin; i < at; ++i) {
      if (rank_[i] == SIZE_MAX || at - begin > longest_chain) return;
      chain.add_link(intervals_[i].weight);
    }
    chains.push_back(std::move(chain));
  }

  void offer_fold(std::size_t begin, std::size_t end, Best& best) const {
    if (end - begin > most_folded) return;
    const auto found = fold_of(begin, end);
    if (!found) return;
    const Weight test = price_ + weight(begin, end);
    if (found->is_one_test())
      best.offer(test, {Kind::fold, 0});
    else if (graph_.ignores_accumulator(found->inside) &&
             graph_.ignores_accumulator(found->outside))
      best.offer(2 * test, {Kind::fold, 0}); // the mask leaves nothing of the word
  }

  [[nodiscard]] std::optional<Fold> fold_of(std::size_t begin, std::size_t end) const {
    const std::uint32_t last = end == size_ ? last_ : (intervals_[end].first - 1) & mask_;
    return fold(mask_, intervals_.subspan(begin, end - begin), last);
  }

  void offer_peel(const Range& range, Weight whole, std::size_t heaviest, Best& best) {
    if (heaviest == SIZE_MAX) return;
    const std::size_t lone = lone_[heaviest];
    if (intervals_[lone].weight * heavy_part < whole) return;
    best.offer(price_ + whole + solve({range.begin, range.end, heaviest + 1}).cost,
               {Kind::peel, static_cast<std::uint32_t>(lone)});
  }

  /// The same range with `peeled` no higher than it must be.
  [[nodiscard]] Range least(Range range) const {
    std::size_t peeled = 0;
    for (std::size_t i = range.begin; i < range.end; ++i)
      if (rank_[i] < range.peeled) peeled = std::max(peeled, rank_[i] + 1);
    return {range.begin, range.end, peeled};
  }

  /// A range of which something was peeled off. Splits lead to shorter ranges, which are solved.
  Best solve(const Range& wanted) {
    const std::size_t at = index(wanted.begin, wanted.end);
    if (heaviest_[at] >= wanted.peeled) return {costs_[at], choices_[at]};
    const Range range = least(wanted);
    const auto known = solved_.find(range);
    if (known != solved_.end()) return known->second;
    const Best best = solve_peeled(range);
    solved_.emplace(range, best);
    return best;
  }

  Best solve_peeled(const Range& range) {
    const std::vector<std::size_t> left = remaining(range);
    const NodeId first = intervals_[left.empty() ? range.begin : left.front()].to;
    const auto leads_to_first = [&](std::size_t i) { return intervals_[i].to == first; };
    if (std::all_of(left.begin(), left.end(), leads_to_first)) return {0, {Kind::node, first}};
    Weight whole = 0;
    std::size_t heaviest = SIZE_MAX;
    for (const std::size_t i : left) {
      whole += intervals_[i].weight;
      heaviest = std::min(heaviest, rank_[i]);
    }
    Best best;
    for (std::size_t k = range.begin + 1; k < range.end; ++k)
      best.offer(price_ + whole + solve({range.begin, k, range.peeled}).cost +
                     solve({k, range.end, range.peeled}).cost,
                 {Kind::split, static_cast<std::uint32_t>(k)});
    offer_chains(left, best);
    offer_peel(range, whole, heaviest, best);
    return best;
  }

  [[nodiscard]] std::vector<std::size_t> remaining(const Range& range) const {
    std::vector<std::size_t> left;
    left.reserve(range.end - range.begin);
    for (std::size_t i = range.begin; i < range.end; ++i)
      if (rank_[i] >= range.peeled) left.push_back(i);
    return left;
  }

  void offer_chains(const std::vector<std::size_t>& left, Best& best) const {
    std::vector<NodeId> backgrounds;
    std::size_t lone = 0;
    for (const std::size_t i : left) {
      const NodeId to = intervals_[i].to;
      const bool is_new =
          std::find(backgrounds.begin(), backgrounds.end(), to) == backgrounds.end();
      if (rank_[i] != SIZE_MAX) {
        if (is_new && lone == 0) backgrounds.push_back(to);
      } else if (lone++ == 0 || is_new) {
        // What is not lone must be the background.
        if (lone > 1) return;
        backgrounds = {to};
      }
    }
    for (const NodeId background : backgrounds)
      offer_chain(left, background, best);
  }

  void offer_chain(const std::vector<std::size_t>& left, NodeId background, Best& best) const {
    if (left.size() > longest_chain) return;
    Chain chain(background, price_);
    for (const std::size_t i : left) {
      if (intervals_[i].to == background)
        chain.add_background(intervals_[i].weight);
      else if (rank_[i] == SIZE_MAX)
        return;
      else
        chain.add_link(intervals_[i].weight);
    }
    best.offer(chain.cost(), {Kind::chain, background});
  }

  // ---- the tree that was found ------------------------------------------------

  End add(const Range& wanted, Tree& tree) const {
    const Range range = least(wanted);
    const Choice choice =
        range.peeled == 0 ? choices_[index(range.begin, range.end)] : solved_.at(range).choice;
    switch (choice.kind) {
    case Kind::node:
      return {End::Kind::node, choice.detail};
    case Kind::split: {
      const End below = add({range.begin, choice.detail, range.peeled}, tree);
      const End above = add({choice.detail, range.end, range.peeled}, tree);
      return tree.add(
          {whole_word, Relation::greater_equal, intervals_[choice.detail].first, above, below});
    }
    case Kind::chain:
      return add_chain(range, choice.detail, tree);
    case Kind::fold:
      return add_fold(*fold_of(range.begin, range.end), tree);
    case Kind::peel: {
      const End rest = add({range.begin, range.end, rank_[choice.detail] + 1}, tree);
      return add_link(choice.detail, rest, tree);
    }
    }
    return {};
  }

  [[nodiscard]] End add_link(std::size_t lone, End rest, Tree& tree) const {
    const Interval& interval = intervals_[lone];
    return tree.add(
        {whole_word, Relation::equal, interval.first, {End::Kind::node, interval.to}, rest});
  }

  [[nodiscard]] End add_chain(const Range& range, NodeId background, Tree& tree) const {
    std::vector<std::size_t> links = remaining(range);
    std::erase_if(links, [&](std::size_t i) { return intervals_[i].to == background; });
    std::sort(links.begin(), links.end(),
              [&](std::size_t a, std::size_t b) { return rank_[a] > rank_[b]; });
    End end{End::Kind::node, background};
    for (const std::size_t lightest : links)
      end = add_link(lightest, end, tree);
    return end;
  }

  [[nodiscard]] static End add_fold(const Fold& fold, Tree& tree) {
    const End inside{End::Kind::node, fold.inside};
    const End outside{End::Kind::node, fold.outside};
    if (fold.value == 0)
      return tree.add({whole_word, Relation::any_bit, fold.bits, outside, inside});
    if (fold.is_one_test())
      return tree.add({whole_word, Relation::any_bit, fold.bits, inside, outside});
    return tree.add({fold.bits, Relation::equal, fold.value, inside, outside});
  }

  const Graph& graph_;
  std::uint32_t mask_;
  Intervals intervals_;
  std::uint32_t last_; ///< the highest value of the last interval
  Weight price_;
  std::size_t size_;
  std::vector<Weight> below_;         ///< the weight of all intervals before each
  std::vector<std::size_t> lone_;     ///< intervals that are single values, heaviest first
  std::vector<std::size_t> rank_;     ///< the place of each interval in `lone_`, if it has one
  std::vector<Weight> costs_;         ///< of ranges by begin, then end
  std::vector<Weight> ending_;        ///< the same by end, then begin
  std::vector<Choice> choices_;       ///< as `costs_`
  std::vector<std::size_t> heaviest_; ///< the rank of the heaviest lone value, as `costs_`
  std::unordered_map<Range, Best, Hash> solved_; ///< ranges of which something was peeled off
};

Tree::Tree(const Graph& graph, std::uint32_t mask, Intervals intervals, Weight price,
           std::size_t exact)
    : price_(price) {
  root_ = halve(graph, mask, intervals, mask, exact);
}

Tree::End Tree::halve(const Graph& graph, std::uint32_t mask, Intervals intervals,
                      std::uint32_t last, std::size_t exact) {
  if (intervals.size() <= exact) {
    const Part part(graph, mask, intervals, last, price_);
    cost_ += part.cost();
    return part.add_to(*this);
  }
  // By weight, but no interval is without any, so that the depth stays logarithmic.
  Weight whole = 0;
  for (const Interval& interval : intervals)
    whole += interval.weight;
  const Weight least = whole / intervals.size() + 1;
  const std::size_t parts = (intervals.size() + exact - 1) / exact;
  const Weight half = (whole + least * intervals.size()) / parts * (parts / 2);
  std::size_t at = 0;
  for (Weight below = 0; below < half; ++at)
    below += intervals[at].weight + least;
  at = std::clamp(at, std::size_t{1}, intervals.size() - 1);
  cost_ += price_ + whole;
  excess_ += price_ + whole;
  const std::uint32_t first = intervals[at].first;
  const End below = halve(graph, mask, intervals.first(at), (first - 1) & mask, exact);
  const End above = halve(graph, mask, intervals.subspan(at), last, exact);
  return add({whole_word, Relation::greater_equal, first, above, below});
}

Tree::End Tree::add(const Test& test) {
  tests_.push_back(test);
  return {End::Kind::test, static_cast<std::uint32_t>(tests_.size() - 1)};
}

NodeId Tree::build(Graph& graph) const {
  std::vector<NodeId> nodes;
  nodes.reserve(tests_.size());
  const auto node = [&](End end) {
    return end.kind == End::Kind::node ? end.index : nodes[end.index];
  };
  for (const Test& test : tests_)
    nodes.push_back(graph.add_mask(
        test.mask, graph.add_branch(test.relation, test.value, node(test.yes), node(test.no))));
  return node(root_);
}

} // namespace callgate::graph
