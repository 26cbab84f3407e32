#include "graph/search.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "graph/cube.hpp"

namespace callgate::graph {

namespace {

/// The most values that are asked for one after the other before halving pays.
constexpr std::size_t longest_chain = 3;

/// Neighbouring intervals told apart by equality only: `links` lone values, and all the
/// others lead to the background.
struct Chain {
  std::size_t begin;
  std::size_t end;
  NodeId background;
  std::size_t links;
};

/// Lays a balanced search over chains. The accumulator holds the masked word.
class Search {
public:
  Search(Graph& graph, std::uint32_t mask, Intervals intervals)
      : graph_(graph), mask_(mask), intervals_(intervals) {}

  NodeId build() {
    const auto whole = chain(0, intervals_.size());
    return whole && whole->links <= 1 ? build(*whole) : halve(chains());
  }

private:
  /// The intervals from `begin` to `end` with the background that leaves the fewest links.
  [[nodiscard]] std::optional<Chain> chain(std::size_t begin, std::size_t end) const {
    std::optional<Chain> best;
    for (std::size_t i = begin; i < end; ++i) {
      const auto links = links_over(intervals_[i].to, begin, end);
      if (links && (!best || *links < best->links)) best = {begin, end, intervals_[i].to, *links};
    }
    return best;
  }

  [[nodiscard]] std::optional<std::size_t> links_over(NodeId background, std::size_t begin,
                                                      std::size_t end) const {
    std::size_t links = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (intervals_[i].to == background) continue;
      if (!is_lone(mask_, intervals_, i) || ++links > longest_chain) return std::nullopt;
    }
    return links;
  }

  /// The intervals cut into chains so that all tests together are the fewest.
  [[nodiscard]] std::vector<Chain> chains() const {
    struct Tail {
      Chain first{};
      std::size_t tests = 0;
    };
    std::vector<Tail> tails(intervals_.size() + 1); // what begins at each interval
    for (std::size_t begin = intervals_.size(); begin-- > 0;) {
      std::optional<Tail> best;
      for (std::size_t end = begin + 1; end <= intervals_.size(); ++end) {
        const auto first = chain(begin, end);
        if (!first) break;
        const std::size_t split = end == intervals_.size() ? 0 : 1;
        const Tail tail{*first, first->links + split + tails[end].tests};
        if (!best || tail.tests < best->tests) best = tail;
      }
      tails[begin] = *best;
    }
    std::vector<Chain> result;
    for (std::size_t at = 0; at < intervals_.size(); at = result.back().end)
      result.push_back(tails[at].first);
    return result;
  }

  /// Splits where the intervals on both sides are the most nearly equal in number.
  NodeId halve(std::span<const Chain> chains) {
    if (chains.size() == 1) return build(chains.front());
    const std::size_t ends = chains.front().begin + chains.back().end;
    const auto imbalance = [&](const Chain& chain) {
      return std::max(2 * chain.begin, ends) - std::min(2 * chain.begin, ends);
    };
    const auto half =
        std::min_element(chains.begin() + 1, chains.end(), [&](const Chain& a, const Chain& b) {
          return imbalance(a) < imbalance(b);
        });
    const NodeId below = halve({chains.begin(), half});
    const NodeId above = halve({half, chains.end()});
    return graph_.add_branch(Relation::greater_equal, intervals_[half->begin].first, above, below);
  }

  /// Whatever goes on asking is asked for first: the kernel answers the rest from its cache.
  NodeId build(const Chain& chain) {
    NodeId node = chain.background;
    for (const bool last : {true, false}) {
      for (const Interval& interval : intervals_.subspan(chain.begin, chain.end - chain.begin)) {
        if (interval.to == chain.background) continue;
        if (std::holds_alternative<Return>(graph_[interval.to]) == last)
          node = graph_.add_branch(Relation::equal, interval.first, interval.to, node);
      }
    }
    return node;
  }

  Graph& graph_;
  std::uint32_t mask_;
  Intervals intervals_;
};

/// The intervals as they are reached while the accumulator holds `held`.
std::vector<Interval> reached_with(Word held, const Graph& graph, Intervals intervals) {
  std::vector<Interval> result(intervals.begin(), intervals.end());
  for (Interval& interval : result)
    interval.to = graph.past_load(interval.to, held);
  return result;
}

NodeId search_all(Graph& graph, Word word, Intervals intervals) {
  return Search(graph, word.mask, reached_with(word, graph, intervals)).build();
}

/// The values without a bit outside a mask apart first, in one test that needs no masking.
std::optional<NodeId> search_from_zero(Graph& graph, Word word, Intervals intervals) {
  if (word.mask == whole_word && intervals.size() < 4) return std::nullopt;
  const Cube cube = cube_from(0, word.mask, intervals);
  const bool decides = cube.rest.size() == 1;
  const bool spares_mask = decides && word.mask != whole_word;
  // A search removes at most two intervals with a test.
  if (!spares_mask && intervals.size() - cube.rest.size() < 3) return std::nullopt;
  const Word plain{word.offset};
  const NodeId inside = graph.past_load(intervals.front().to, plain);
  const NodeId outside = decides ? graph.past_load(cube.rest.front().to, plain)
                                 : graph.add_mask(word.mask, search_all(graph, word, cube.rest));
  const std::uint32_t bits = word.mask & ~cube.free;
  return graph.add_load(plain, graph.add_branch(Relation::any_bit, bits, outside, inside));
}

/// All of one outcome by their common bits.
std::optional<NodeId> search_one_cube(Graph& graph, Word word, Intervals intervals) {
  if (intervals.size() < (word.mask == whole_word ? 6 : 4)) return std::nullopt;
  const Cube cube = cube_from(intervals[1].first, word.mask, intervals);
  if (cube.rest.size() != 1) return std::nullopt;
  const Word common{word.offset, word.mask & ~cube.free};
  const NodeId inside = graph.past_load(intervals[1].to, common);
  const NodeId outside = graph.past_load(cube.rest.front().to, common);
  return graph.add_load(common, graph.add_branch(Relation::equal, cube.base, inside, outside));
}

} // namespace

NodeId search(Graph& graph, Word word, Intervals intervals) {
  if (intervals.size() == 1) return intervals.front().to;
  if (const auto node = search_from_zero(graph, word, intervals)) return *node;
  if (const auto node = search_one_cube(graph, word, intervals)) return *node;
  return graph.add_load(word, search_all(graph, word, intervals));
}

} // namespace callgate::graph
