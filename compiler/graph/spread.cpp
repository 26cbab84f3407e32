#include "graph/spread.hpp"

#include <algorithm>

namespace callgate::graph {

namespace {

/// Sorts a range's values by their bits from the highest on, and ends a branch as soon as
/// everything below it lies inside.
class Spreader {
public:
  Spreader(std::uint32_t mask, std::uint32_t wide, std::size_t most)
      : mask_(mask), wide_(wide), most_(most) {}

  bool add(const WordRange& range) {
    const auto first = at_least(mask_, range.first);
    if (!first || *first > range.last) return true;
    return add({*first, at_most(mask_, range.last)}, std::uint32_t{1} << 31, 0, true, true);
  }

  std::vector<WordRange> take() && {
    std::sort(ranges_.begin(), ranges_.end(),
              [](const WordRange& a, const WordRange& b) { return a.first < b.first; });
    std::vector<WordRange> joined;
    for (const WordRange& range : ranges_) {
      if (!joined.empty() && meets(joined.back(), range))
        joined.back().last = range.last;
      else
        joined.push_back(range);
    }
    return joined;
  }

private:
  [[nodiscard]] bool meets(const WordRange& range, const WordRange& next) const {
    return after(wide_, range.last & wide_) == next.first;
  }

  /// What has the bits `value` above `bit` and lies in the range; whether these bits are
  /// those of an end of the range says which of its ends still counts.
  bool add(const WordRange& range, std::uint32_t bit, std::uint32_t value, bool at_first,
           bool at_last) {
    const std::uint32_t below = bit == 0 ? 0 : 2 * bit - 1;
    // An end whose lower bits leave nothing out does not count any more.
    at_first = at_first && (range.first & below) != 0;
    at_last = at_last && (mask_ & below & ~range.last) != 0;
    if (!at_first && !at_last) return put({value, value | (below & wide_)});
    if (bit == 0) return put({value, value});
    for (const bool set : {false, true}) {
      if (set && (wide_ & bit) == 0) break;
      const bool seen = set && (mask_ & bit) != 0;
      const bool first_bit = (range.first & bit) != 0;
      const bool last_bit = (range.last & bit) != 0;
      if ((at_first && !seen && first_bit) || (at_last && seen && !last_bit)) continue;
      if (!add(range, bit >> 1, set ? value | bit : value, at_first && seen == first_bit,
               at_last && seen == last_bit))
        return false;
    }
    return true;
  }

  bool put(WordRange range) {
    if (!ranges_.empty() && meets(ranges_.back(), range))
      ranges_.back().last = range.last;
    else
      ranges_.push_back(range);
    return ranges_.size() <= most_;
  }

  std::uint32_t mask_;
  std::uint32_t wide_;
  std::size_t most_;
  std::vector<WordRange> ranges_;
};

} // namespace

std::optional<std::vector<WordRange>> spread(std::uint32_t mask, std::span<const WordRange> ranges,
                                             std::uint32_t wide, std::size_t most) {
  Spreader spreader(mask, wide, most);
  for (const WordRange& range : ranges)
    if (!spreader.add(range)) return std::nullopt;
  return std::move(spreader).take();
}

} // namespace callgate::graph
