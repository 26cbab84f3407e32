#include "graph/fold.hpp"

#include <bit>

#include "graph/word.hpp"

namespace callgate::graph {

namespace {

class Folding {
public:
  Folding(std::uint32_t mask, Intervals intervals, std::uint32_t last)
      : mask_(mask), intervals_(intervals), last_(last) {}

  /// Of the values that lead to `inside`.
  [[nodiscard]] std::optional<Fold> with(NodeId inside, NodeId outside, bool one_test) const {
    RangeBits bits;
    for (std::size_t i = 0; i < intervals_.size(); ++i)
      if (intervals_[i].to == inside) bits.add(mask_, intervals_[i].first, last_of(i));
    // Without masking: none of the bits that no inner value has.
    Fold result{mask_ & ~(bits.some & ~bits.all), bits.all, inside, outside};
    if (one_test) result = {mask_ & ~bits.some, 0, inside, outside};
    if (result.bits == 0) return std::nullopt;
    for (std::size_t i = 0; i < intervals_.size(); ++i)
      if (intervals_[i].to != inside && meets(result, i)) return std::nullopt;
    return result;
  }

private:
  [[nodiscard]] std::uint32_t last_of(std::size_t i) const {
    return last_value(mask_, intervals_, i, last_);
  }

  /// Whether a value of the interval would count as an inner one.
  [[nodiscard]] bool meets(const Fold& fold, std::size_t i) const {
    const auto lowest = at_least_like(fold.bits | ~mask_, fold.value, intervals_[i].first);
    return lowest && *lowest <= last_of(i);
  }

  std::uint32_t mask_;
  Intervals intervals_;
  std::uint32_t last_;
};

} // namespace

bool Fold::is_one_test() const {
  return value == 0 || (value == bits && std::has_single_bit(bits));
}

std::optional<Fold> fold(std::uint32_t mask, Intervals intervals, std::uint32_t last) {
  if (intervals.size() < 2) return std::nullopt;
  const NodeId first = intervals[0].to;
  const NodeId second = intervals[1].to;
  for (const Interval& interval : intervals)
    if (interval.to != first && interval.to != second) return std::nullopt;
  const Folding folding(mask, intervals, last);
  for (const bool one_test : {true, false}) {
    if (const auto fold = folding.with(first, second, one_test)) return fold;
    if (const auto fold = folding.with(second, first, one_test)) return fold;
  }
  return std::nullopt;
}

} // namespace callgate::graph
