#include "graph/fold.hpp"

#include <bit>

#include "graph/word.hpp"

namespace callgate::graph {

namespace {

/// The lowest value from `least` on that is `value` in `bits`.
std::optional<std::uint32_t> at_least(std::uint32_t bits, std::uint32_t value,
                                      std::uint32_t least) {
  const std::uint32_t wrong = (least ^ value) & bits;
  if (wrong == 0) return least;
  const std::uint32_t highest = std::bit_floor(wrong);
  std::uint32_t kept = ~(highest | (highest - 1)); // the bits above
  std::uint32_t raised = 0;
  if ((least & highest) != 0) {
    // Only a free bit above can make room for a lower one here.
    const std::uint32_t can_rise = kept & ~bits & ~least;
    if (can_rise == 0) return std::nullopt;
    raised = can_rise & (0 - can_rise);
    kept = ~(raised | (raised - 1));
  }
  return (least & kept) | raised | (value & ~kept & bits);
}

/// The bits that some, and that all values of an interval of a masked word have.
struct Bits {
  std::uint32_t some = 0;
  std::uint32_t all = whole_word;

  void add(std::uint32_t mask, std::uint32_t first, std::uint32_t last) {
    const std::uint32_t differ = (first ^ last) & mask;
    const std::uint32_t below =
        differ == 0 ? 0 : std::bit_floor(differ) | (std::bit_floor(differ) - 1);
    some |= (last | below) & mask;
    all &= first & ~below & mask;
  }
};

class Folding {
public:
  Folding(std::uint32_t mask, Intervals intervals, std::uint32_t last)
      : mask_(mask), intervals_(intervals), last_(last) {}

  /// Of the values that lead to `inside`.
  [[nodiscard]] std::optional<Fold> with(NodeId inside, NodeId outside, bool one_test) const {
    Bits bits;
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
    return i + 1 < intervals_.size() ? (intervals_[i + 1].first - 1) & mask_ : last_;
  }

  /// Whether a value of the interval would count as an inner one.
  [[nodiscard]] bool meets(const Fold& fold, std::size_t i) const {
    const auto lowest = at_least(fold.bits | ~mask_, fold.value, intervals_[i].first);
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
