#include "graph/tree.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "graph/fold.hpp"

namespace callgate::graph {

namespace {

constexpr Weight unknown = std::numeric_limits<Weight>::max();

/// The most lone values that are asked for one after the other.
constexpr std::size_t longest_chain = 32;

/// Of so many lone values each may be the one that is not asked for.
constexpr std::size_t short_chain = 8;

/// The most intervals that may end in a test of bits.
constexpr std::size_t most_folded = 5;

/// A lone value is peeled off above other tests only if it weighs this part of all that comes
/// to the tree, and this part of what comes to those tests beside the heaviest interval.
constexpr Weight part_of_all = 8;
constexpr Weight part_of_range = 4;

/// Lone values asked for one after the other, heaviest first; the rest leads to one node.
class Chain {
public:
  Chain(NodeId background, Weight price) : background_(background), price_(price) {}

  [[nodiscard]] NodeId background() const { return background_; }
  [[nodiscard]] Weight cost() const { return cost_; }
  [[nodiscard]] std::size_t length() const { return length_; }

  void add_background(Weight weight) {
    rest_ += weight;
    cost_ += length_ * weight;
  }

  void add_link(Weight weight) {
    std::size_t place = length_++;
    for (; place > 0 && links_[place - 1] < weight; --place) {
      links_[place] = links_[place - 1];
      cost_ += links_[place];
    }
    links_[place] = weight;
    cost_ += price_ + rest_ + (place + 1) * weight;
  }

private:
  NodeId background_;
  Weight price_;
  Weight rest_ = 0;
  Weight cost_ = 0;
  std::size_t length_ = 0;
  std::array<Weight, longest_chain> links_{}; ///< descending
};

} // namespace

/// The dynamic programming over neighbouring intervals.
class Tree::Part {
public:
  Part(const Graph& graph, std::uint32_t mask, Intervals intervals, std::uint32_t last,
       Weight price, bool peels_all)
      : graph_(graph), mask_(mask), intervals_(intervals), last_(last), price_(price),
        peels_all_(peels_all), size_(intervals.size()), costs_((size_ + 1) * (size_ + 1)),
        ending_(costs_.size()), choices_(costs_.size()) {
    sum_weights();
    find_lone_values();
    for (std::size_t begin = size_; begin-- > 0;)
      solve_from(begin);
  }

  [[nodiscard]] Weight cost() const { return costs_[index(0, size_)]; }

  End add_to(Tree& tree) const { return add({0, size_}, tree); }

private:
  using Set = std::bitset<largest_exact>; ///< of intervals

  /// The intervals from `begin` to `end` without the lone values that were peeled off.
  struct Range {
    std::size_t begin;
    std::size_t end;
    Set peeled{};
    std::size_t last = none; ///< the one that was peeled off just before, if it was
    bool operator==(const Range&) const = default;
  };
  static constexpr std::size_t none = SIZE_MAX;
  struct Hash {
    std::size_t operator()(const Range& range) const {
      const Set low(~0ULL);
      const std::uint64_t high = (range.peeled >> 64).to_ullong();
      const std::uint64_t set = (range.peeled & low).to_ullong() ^ (high << 32);
      const std::uint64_t place = (range.begin * 128 + range.end) * 128 + range.last;
      return (set * 0x9e3779b97f4a7c15 ^ place) * 0xff51afd7ed558ccd >> 20;
    }
  };

  enum class Kind : std::uint8_t { node, split, chain, fold, peel };

  /// What is done first in a range.
  struct Choice {
    Kind kind = Kind::node;
    /// A node, also a chain's background; or the interval that is peeled off, or begins the
    /// upper side of a split below a peeled value. Where whole ranges split is found again.
    std::uint32_t detail = 0;
  };
  struct Best {
    Weight cost = unknown;
    Choice choice{};

    void offer(Weight offered, Choice what) {
      if (offered < cost) *this = {offered, what};
    }
  };

  /// What comes to a range.
  struct Load {
    Weight whole = 0;
    Weight heaviest = 0; ///< of its intervals

    void add(Weight weight) {
      whole += weight;
      heaviest = std::max(heaviest, weight);
    }
  };

  void sum_weights() {
    below_.resize(size_ + 1);
    before_.resize(size_ + 1);
    for (std::size_t i = 0; i < size_; ++i) {
      below_[i + 1] = below_[i] + intervals_[i].weight;
      before_[i + 1] = Set(before_[i]).set(i);
    }
  }

  void find_lone_values() {
    const Weight least = peels_all_ ? 0 : below_[size_] / part_of_all;
    for (std::size_t i = 0; i < size_; ++i) {
      lone_[i] = is_lone_value(i);
      heavy_[i] = lone_[i] && intervals_[i].weight >= least;
    }
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
    Load load;
    Weight heaviest_lone = 0;
    const NodeId first = intervals_[begin].to;
    bool has_two = true; // or less: nodes that the range leads to
    for (std::size_t end = begin + 1; end <= size_; ++end) {
      const Interval& added = intervals_[end - 1];
      extend(chains, begin, end - 1);
      load.add(added.weight);
      if (heavy_[end - 1]) heaviest_lone = std::max(heaviest_lone, added.weight);
      has_two = has_two && (added.to == first || added.to == intervals_[begin + 1].to);
      Best best;
      if (end == begin + 1) {
        best = {0, {Kind::node, added.to}};
      } else {
        best = {least_split(begin, end) + price_ + weight(begin, end), {Kind::split}};
        for (const Chain& chain : chains)
          best.offer(chain.cost(), {Kind::chain, chain.background()});
        if (has_two && end - begin >= 3) offer_fold(begin, end, best);
        const Weight lightest = std::min(intervals_[begin].weight, added.weight);
        if (heaviest_lone > lightest && heaviest_lone >= least_peeled(load))
          offer_peels({begin, end}, load, best);
      }
      costs_[index(begin, end)] = best.cost;
      ending_[index(end, begin)] = best.cost;
      choices_[index(begin, end)] = best.choice;
    }
  }

  [[nodiscard]] Weight weight(std::size_t begin, std::size_t end) const {
    return below_[end] - below_[begin];
  }

  /// The least that the two sides of a split cost. The innermost loop of all: four sums at a
  /// time, as they need not wait for each other, and where they meet is asked in the end.
  [[nodiscard]] Weight least_split(std::size_t begin, std::size_t end) const {
    const Weight* const below = &costs_[index(begin, 0)];
    const Weight* const above = &ending_[index(end, 0)];
    Weight a = unknown, b = unknown, c = unknown, d = unknown;
    std::size_t k = begin + 1;
    for (; k + 4 <= end; k += 4) {
      a = std::min(a, below[k] + above[k]);
      b = std::min(b, below[k + 1] + above[k + 1]);
      c = std::min(c, below[k + 2] + above[k + 2]);
      d = std::min(d, below[k + 3] + above[k + 3]);
    }
    for (; k < end; ++k)
      a = std::min(a, below[k] + above[k]);
    return std::min(std::min(a, b), std::min(c, d));
  }

  /// Where the range is split for that.
  [[nodiscard]] std::size_t best_split(std::size_t begin, std::size_t end) const {
    const Weight least = least_split(begin, end);
    std::size_t at = begin + 1;
    while (costs_[index(begin, at)] + costs_[index(at, end)] != least)
      ++at;
    return at;
  }

  /// The chains over the range from `begin` to `at` become those to one beyond. There is one
  /// for each node that may be its background.
  void extend(std::vector<Chain>& chains, std::size_t begin, std::size_t at) const {
    const Interval& added = intervals_[at];
    const bool is_lone = lone_[at];
    bool is_known = false;
    for (std::size_t i = 0; i < chains.size();) {
      Chain& chain = chains[i++];
      if (chain.background() == added.to) {
        chain.add_background(added.weight);
        is_known = true;
      } else if (is_lone && chain.length() < longest_chain) {
        chain.add_link(added.weight);
      } else {
        if (&chain != &chains.back()) chain = chains.back();
        chains.pop_back();
        --i;
      }
    }
    if (!is_known && is_background(begin, at)) start_chain(chains, begin, at);
  }

  /// Whether the node of the interval at `at` may be worth being a background: a lone value
  /// that nothing else goes with is as good as any other, and of these the first will do.
  [[nodiscard]] bool is_background(std::size_t begin, std::size_t at) const {
    const auto same = [&](const Interval& other) { return other.to == intervals_[at].to; };
    const Intervals before = intervals_.subspan(begin, at - begin);
    return !lone_[at] || before.size() < short_chain ||
           std::any_of(before.begin(), before.end(), same);
  }

  void start_chain(std::vector<Chain>& chains, std::size_t begin, std::size_t at) const {
    if (at - begin > longest_chain) return;
    const NodeId background = intervals_[at].to;
    for (std::size_t i = at; i-- > begin;)
      if (!lone_[i] && intervals_[i].to != background) return;
    Chain chain(background, price_);
    for (std::size_t i = at + 1; i-- > begin;) {
      if (intervals_[i].to == background)
        chain.add_background(intervals_[i].weight);
      else
        chain.add_link(intervals_[i].weight);
    }
    chains.push_back(chain);
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
    return fold(mask_, intervals_.subspan(begin, end - begin),
                last_value(mask_, intervals_, end - 1, last_));
  }

  /// A lone value is peeled off above a split only if it weighs more than what the split
  /// takes away from it: if not, the two are exchanged for nothing. And of two that are
  /// peeled off one after the other, the heavier one comes first.
  void offer_peels(const Range& range, const Load& load, Best& best) {
    for (const std::size_t i : heaviest(range, least_peeled(load))) {
      if (range.last != none && !is_heavier(range.last, i)) continue;
      const Range rest{range.begin, range.end, Set(range.peeled).set(i), i};
      if (splits_below(rest).empty() && splits_above(rest).empty()) continue;
      best.offer(price_ + load.whole + solve(rest).cost,
                 {Kind::peel, static_cast<std::uint32_t>(i)});
    }
  }

  [[nodiscard]] Weight least_peeled(const Load& load) const {
    return peels_all_ ? 0 : (load.whole - load.heaviest) / part_of_range;
  }

  /// The heaviest lone value that leads to each node, or with the usual effort of them all,
  /// if it weighs `least`.
  [[nodiscard]] std::vector<std::size_t> heaviest(const Range& range, Weight least) const {
    std::vector<std::size_t> result;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      if (!heavy_[i] || range.peeled[i] || intervals_[i].weight < least) continue;
      const auto rival = std::find_if(result.begin(), result.end(), [&](std::size_t other) {
        return !peels_all_ || intervals_[other].to == intervals_[i].to;
      });
      if (rival == result.end())
        result.push_back(i);
      else if (is_heavier(i, *rival))
        *rival = i;
    }
    return result;
  }

  [[nodiscard]] bool is_heavier(std::size_t a, std::size_t b) const {
    return std::pair(intervals_[a].weight, b) > std::pair(intervals_[b].weight, a);
  }

  /// Places from `first` to before `end`.
  struct Places {
    std::size_t first;
    std::size_t end;
    [[nodiscard]] bool empty() const { return first == end; }
  };

  /// Where to split off what lies below the value that was just peeled off.
  [[nodiscard]] Places splits_below(const Range& range) const {
    const std::size_t first = range.begin + 1;
    if (range.last == none) return {first, range.end};
    std::size_t end = first;
    Weight taken = 0;
    for (; end <= range.last; ++end) {
      if (!range.peeled[end - 1]) taken += intervals_[end - 1].weight;
      if (taken >= intervals_[range.last].weight) break;
    }
    return {first, end};
  }

  /// Where to split off what lies above it.
  [[nodiscard]] Places splits_above(const Range& range) const {
    if (range.last == none) return {range.end, range.end};
    std::size_t first = range.end;
    Weight taken = 0;
    for (; first - 1 > range.last; --first) {
      if (!range.peeled[first - 1]) taken += intervals_[first - 1].weight;
      if (taken >= intervals_[range.last].weight) break;
    }
    return {first, range.end};
  }

  /// What was peeled off is left out where it lies outside the range.
  [[nodiscard]] Range cut(const Range& range) const {
    return {range.begin, range.end, range.peeled & before_[range.end] & ~before_[range.begin],
            range.last};
  }

  /// Splits lead to shorter ranges, of which those that are whole are known.
  Best solve(const Range& wanted) {
    const Range range = cut(wanted);
    if (range.peeled.none()) {
      const std::size_t at = index(range.begin, range.end);
      return {costs_[at], choices_[at]};
    }
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
    Load load;
    for (const std::size_t i : left)
      load.add(intervals_[i].weight);
    Best best;
    for (const Places places : {splits_below(range), splits_above(range)})
      for (std::size_t k = places.first; k < places.end; ++k)
        best.offer(price_ + load.whole + solve({range.begin, k, range.peeled}).cost +
                       solve({k, range.end, range.peeled}).cost,
                   {Kind::split, static_cast<std::uint32_t>(k)});
    offer_chains(left, best);
    offer_peels(range, load, best);
    return best;
  }

  [[nodiscard]] std::vector<std::size_t> remaining(const Range& range) const {
    std::vector<std::size_t> left;
    left.reserve(range.end - range.begin);
    for (std::size_t i = range.begin; i < range.end; ++i)
      if (!range.peeled[i]) left.push_back(i);
    return left;
  }

  void offer_chains(const std::vector<std::size_t>& left, Best& best) const {
    std::vector<NodeId> backgrounds;
    std::size_t wide = 0;
    for (const std::size_t i : left) {
      const NodeId to = intervals_[i].to;
      const bool is_new =
          std::find(backgrounds.begin(), backgrounds.end(), to) == backgrounds.end();
      if (lone_[i]) {
        if (is_new && wide == 0 && backgrounds.size() < short_chain) backgrounds.push_back(to);
      } else if (wide++ == 0 || is_new) {
        // What is not lone must be the background.
        if (wide > 1) return;
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
      else if (!lone_[i])
        return;
      else
        chain.add_link(intervals_[i].weight);
    }
    best.offer(chain.cost(), {Kind::chain, background});
  }

  // ---- the tree that was found ------------------------------------------------

  End add(const Range& wanted, Tree& tree) const {
    const Range range = cut(wanted);
    const Choice choice =
        range.peeled.none() ? choices_[index(range.begin, range.end)] : solved_.at(range).choice;
    switch (choice.kind) {
    case Kind::node:
      return {End::Kind::node, choice.detail};
    case Kind::split: {
      const std::size_t at =
          range.peeled.none() ? best_split(range.begin, range.end) : choice.detail;
      const End below = add({range.begin, at, range.peeled}, tree);
      const End above = add({at, range.end, range.peeled}, tree);
      return tree.add({whole_word, Relation::greater_equal, intervals_[at].first, above, below});
    }
    case Kind::chain:
      return add_chain(range, choice.detail, tree);
    case Kind::fold:
      return add_fold(*fold_of(range.begin, range.end), tree);
    case Kind::peel: {
      const End rest =
          add({range.begin, range.end, Set(range.peeled).set(choice.detail), choice.detail}, tree);
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
    std::stable_sort(links.begin(), links.end(), [&](std::size_t a, std::size_t b) {
      return intervals_[a].weight < intervals_[b].weight;
    });
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
  bool peels_all_;
  std::size_t size_;
  std::vector<Weight> below_;   ///< the weight of these
  std::vector<Set> before_;     ///< all intervals before each
  Set lone_;                    ///< intervals that are single values
  Set heavy_;                   ///< of these, those that may be peeled off above others
  std::vector<Weight> costs_;   ///< of ranges by begin, then end
  std::vector<Weight> ending_;  ///< the same by end, then begin
  std::vector<Choice> choices_; ///< as `costs_`
  std::unordered_map<Range, Best, Hash> solved_; ///< ranges of which something was peeled off
};

Tree::Tree(const Graph& graph, std::uint32_t mask, Intervals intervals, Weight price, Effort effort)
    : price_(price) {
  // Small parts: their number grows with the intervals, and the work for each with its cube.
  if (intervals.size() > effort.intervals) effort.intervals = (2 * effort.intervals + 2) / 3;
  root_ = halve(graph, mask, intervals, mask, effort);
}

Tree::End Tree::halve(const Graph& graph, std::uint32_t mask, Intervals intervals,
                      std::uint32_t last, Effort effort) {
  if (intervals.size() <= effort.intervals) {
    const Part part(graph, mask, intervals, last, price_, effort.peels_all);
    cost_ += part.cost();
    return part.add_to(*this);
  }
  // By weight, but no interval is without any, so that the depth stays logarithmic.
  Weight whole = 0;
  for (const Interval& interval : intervals)
    whole += interval.weight;
  const Weight least = whole / intervals.size() + 1;
  const std::size_t parts = (intervals.size() + effort.intervals - 1) / effort.intervals;
  const Weight half = (whole + least * intervals.size()) / parts * (parts / 2);
  std::size_t at = 0;
  for (Weight below = 0; below < half; ++at)
    below += intervals[at].weight + least;
  at = std::clamp(at, std::size_t{1}, intervals.size() - 1);
  cost_ += price_ + whole;
  excess_ += price_ + whole;
  const std::uint32_t first = intervals[at].first;
  const End below = halve(graph, mask, intervals.first(at), (first - 1) & mask, effort);
  const End above = halve(graph, mask, intervals.subspan(at), last, effort);
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
