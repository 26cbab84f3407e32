#include "graph/search.hpp"

#include <bit>
#include <optional>
#include <vector>

#include "graph/cube.hpp"
#include "graph/fold.hpp"
#include "graph/tree.hpp"

namespace callgate::graph {

namespace {

/// The ways to search, which the one with the least cost is chosen from.
class Search {
public:
  Search(Graph& graph, Word word, Intervals intervals, Weight price)
      : graph_(graph), word_(word), intervals_(intervals), price_(price) {
    for (const Interval& interval : intervals)
      whole_ += interval.weight;
  }

  Found best() {
    const Tree tree(graph_, word_.mask, reached_with(word_, intervals_), price_, {});
    const auto folded = fold(word_.mask, intervals_, word_.mask);
    const Weight by_fold = folded ? tests(folded->is_one_test() ? 1 : 2) : unknown;
    const Weight by_tree = tests(masking()) + tree.cost();
    const bool is_as_good = folded && by_fold == by_tree && std::has_single_bit(folded->value);
    if (by_fold < by_tree || is_as_good) return {add_fold(*folded), by_fold, true};
    if (const auto found = from_zero(by_tree)) return *found;
    return {graph_.add_load(word_, tree.build(graph_)), by_tree, tree.is_whole()};
  }

private:
  static constexpr Weight unknown = ~Weight{0};

  [[nodiscard]] Weight tests(Weight count) const { return count * (price_ + whole_); }

  /// How many instructions it takes to mask the loaded word.
  [[nodiscard]] Weight masking() const { return word_.mask == whole_word ? 0 : 1; }

  /// The intervals as they are reached while the accumulator holds `held`.
  [[nodiscard]] std::vector<Interval> reached_with(Word held, Intervals intervals) const {
    std::vector<Interval> result(intervals.begin(), intervals.end());
    for (Interval& interval : result)
      interval.to = graph_.past_load(interval.to, held);
    return result;
  }

  NodeId add_fold(const Fold& fold) {
    if (fold.is_one_test()) {
      const Word plain{word_.offset};
      const NodeId inside = graph_.past_load(fold.inside, plain);
      const NodeId outside = graph_.past_load(fold.outside, plain);
      const bool any = fold.value != 0;
      return graph_.add_load(plain,
                             graph_.add_branch(Relation::any_bit, fold.bits, any ? inside : outside,
                                               any ? outside : inside));
    }
    if (std::has_single_bit(fold.value)) return add_two_tests(fold);
    const Word masked{word_.offset, fold.bits};
    return graph_.add_load(masked, graph_.add_branch(Relation::equal, fold.value,
                                                     graph_.past_load(fold.inside, masked),
                                                     graph_.past_load(fold.outside, masked)));
  }

  /// None of the other bits, then the one: as cheap as a mask and a comparison, and the
  /// accumulator goes on holding the word.
  NodeId add_two_tests(const Fold& fold) {
    const Word plain{word_.offset};
    const NodeId inside = graph_.past_load(fold.inside, plain);
    const NodeId outside = graph_.past_load(fold.outside, plain);
    const NodeId has_one = graph_.add_branch(Relation::any_bit, fold.value, inside, outside);
    return graph_.add_load(
        plain, graph_.add_branch(Relation::any_bit, fold.bits & ~fold.value, outside, has_one));
  }

  /// The values without a bit outside a mask apart first, in one test that needs no masking.
  std::optional<Found> from_zero(Weight by_tree) {
    const Cube cube = cube_from(0, word_.mask, intervals_);
    // A search removes at most two intervals with a test.
    if (cube.rest.size() == 1 || intervals_.size() - cube.rest.size() < 2) return std::nullopt;
    const Tree tree(graph_, word_.mask, reached_with(word_, cube.rest), price_, {});
    Weight rest = 0;
    for (const Interval& interval : cube.rest)
      rest += interval.weight;
    const Weight cost = tests(1) + masking() * (price_ + rest) + tree.cost();
    if (cost >= by_tree) return std::nullopt;
    const Word plain{word_.offset};
    const NodeId inside = graph_.past_load(intervals_.front().to, plain);
    const NodeId outside = graph_.add_mask(word_.mask, tree.build(graph_));
    const std::uint32_t bits = word_.mask & ~cube.free;
    return Found{
        graph_.add_load(plain, graph_.add_branch(Relation::any_bit, bits, outside, inside)), cost,
        tree.is_whole()};
  }

  Graph& graph_;
  Word word_;
  Intervals intervals_;
  Weight price_;
  Weight whole_ = 0;
};

} // namespace

Found search(Graph& graph, Word word, Intervals intervals, Weight price) {
  if (intervals.size() == 1) return {intervals.front().to, 0, true};
  return Search(graph, word, intervals, price).best();
}

} // namespace callgate::graph
