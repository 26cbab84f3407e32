#include "graph/search.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace callgate::graph {

namespace {

using Intervals = std::span<const Interval>;

/// The most values that are asked for one after the other before halving pays.
constexpr std::size_t longest_chain = 2;

/// The most values that are tried to be told from the others by their bits.
constexpr std::size_t largest_cube = 256;

/// Neighbouring intervals that are asked for by equality only: `links` lone values, and
/// all others lead to the background.
struct Chain {
  Intervals intervals;
  NodeId background;
  std::size_t links;
};

/// Lays a balanced search over chains. The accumulator holds the masked word.
class Search {
public:
  Search(Graph& graph, std::uint32_t mask, Intervals intervals)
      : graph_(graph), mask_(mask), intervals_(intervals) {}

  NodeId build() { return halve(chains()); }

private:
  [[nodiscard]] bool is_lone(std::size_t i) const {
    const auto next = after(mask_, intervals_[i].first);
    return i + 1 == intervals_.size() ? !next : next == intervals_[i + 1].first;
  }

  /// The intervals from `begin` to `end` as a chain, if they can be one.
  [[nodiscard]] std::optional<Chain> chain(std::size_t begin, std::size_t end) const {
    std::optional<Chain> best;
    for (std::size_t background = begin; background < end; ++background) {
      Chain candidate{intervals_.subspan(begin, end - begin), intervals_[background].to, 0};
      bool possible = true;
      for (std::size_t i = begin; i < end && possible; ++i) {
        if (intervals_[i].to == candidate.background) continue;
        possible = is_lone(i) && ++candidate.links <= longest_chain;
      }
      if (possible && (!best || candidate.links < best->links)) best = candidate;
    }
    return best;
  }

  /// The intervals cut into chains so that all tests together are the fewest.
  [[nodiscard]] std::vector<Chain> chains() const {
    struct Plan {
      std::size_t tests = 0;
      std::size_t end = 0;
      Chain first{};
    };
    std::vector<Plan> from(intervals_.size() + 1);
    for (std::size_t begin = intervals_.size(); begin-- > 0;) {
      std::optional<Plan> best;
      for (std::size_t end = begin + 1; end <= intervals_.size(); ++end) {
        const auto first = chain(begin, end);
        if (!first) break;
        const std::size_t split = end == intervals_.size() ? 0 : 1;
        const Plan plan{first->links + split + from[end].tests, end, *first};
        if (!best || plan.tests < best->tests) best = plan;
      }
      from[begin] = *best;
    }
    std::vector<Chain> result;
    for (std::size_t at = 0; at < intervals_.size(); at = from[at].end)
      result.push_back(from[at].first);
    return result;
  }

  NodeId build(const Chain& chain) {
    NodeId node = chain.background;
    for (const Interval& interval : chain.intervals) {
      if (interval.to != chain.background)
        node = graph_.add_branch(Relation::equal, interval.first, interval.to, node);
    }
    return node;
  }

  NodeId halve(std::span<const Chain> chains) {
    if (chains.size() == 1) return build(chains.front());
    const std::size_t half = chains.size() / 2;
    const NodeId below = halve(chains.first(half));
    const NodeId above = halve(chains.subspan(half));
    return graph_.add_branch(Relation::greater_equal, chains[half].intervals.front().first, above,
                             below);
  }

  Graph& graph_;
  std::uint32_t mask_;
  Intervals intervals_;
};

/// Values that one test of bits tells from the rest: all whose bits are among `cube`.
struct Fold {
  std::uint32_t cube;
  std::vector<Interval> rest; ///< the other values' intervals
};

NodeId leads_to(Intervals intervals, std::uint32_t value) {
  const auto after = std::upper_bound(
      intervals.begin(), intervals.end(), value,
      [](std::uint32_t wanted, const Interval& interval) { return wanted < interval.first; });
  return std::prev(after)->to;
}

/// The values that lead where 0 does and are the sums of some bits, sorted.
std::vector<std::uint32_t> cube(std::uint32_t mask, Intervals intervals) {
  std::vector<std::uint32_t> values{0};
  for (std::uint32_t bits = mask; bits != 0 && values.size() < largest_cube; bits &= bits - 1) {
    const std::uint32_t bit = bits & (0 - bits);
    const std::size_t size = values.size();
    const bool doubles = std::all_of(values.begin(), values.end(), [&](std::uint32_t value) {
      return leads_to(intervals, value | bit) == intervals.front().to;
    });
    for (std::size_t i = 0; i < size && doubles; ++i)
      values.push_back(values[i] | bit);
  }
  return values;
}

std::optional<Fold> fold(std::uint32_t mask, Intervals intervals) {
  const std::vector<std::uint32_t> values = cube(mask, intervals);
  Fold result{values.back(), {}};
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    // Left out if the cube has all of its values; the interval before takes them.
    std::optional<std::uint32_t> value = intervals[i].first;
    while (value && (i + 1 == intervals.size() || *value < intervals[i + 1].first) &&
           std::binary_search(values.begin(), values.end(), *value))
      value = after(mask, *value);
    const bool is_inside =
        i + 1 == intervals.size() ? !value : value && *value >= intervals[i + 1].first;
    if (!is_inside) append(result.rest, intervals[i]);
  }
  result.rest.front().first = 0;
  const bool spares_mask = mask != whole_word && result.rest.size() == 1;
  if (!spares_mask && intervals.size() - result.rest.size() < 3) return std::nullopt;
  return result;
}

} // namespace

void append(std::vector<Interval>& intervals, Interval next) {
  if (intervals.empty() || intervals.back().to != next.to) intervals.push_back(next);
}

NodeId search(Graph& graph, Word word, std::span<const Interval> intervals) {
  const auto reached = [&](Intervals wanted, Word held) {
    std::vector<Interval> result(wanted.begin(), wanted.end());
    for (Interval& interval : result)
      interval.to = graph.past_load(interval.to, held);
    return result;
  };
  const auto folded = fold(word.mask, intervals);
  if (!folded) {
    const auto targets = reached(intervals, word);
    return graph.add_load(word, Search(graph, word.mask, targets).build());
  }
  const Word plain{word.offset};
  const NodeId inside = graph.past_load(intervals.front().to, plain);
  const bool ends = folded->rest.size() == 1;
  const auto targets = reached(folded->rest, ends ? plain : word);
  const NodeId outside = ends
                             ? targets.front().to
                             : graph.add_mask(word.mask, Search(graph, word.mask, targets).build());
  const std::uint32_t bits = word.mask & ~folded->cube;
  return graph.add_load(plain, graph.add_branch(Relation::any_bit, bits, outside, inside));
}

} // namespace callgate::graph
