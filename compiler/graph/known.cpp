#include "graph/known.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "graph/word.hpp"

namespace callgate::graph {

namespace {

static_assert(2 * most_known <= 6, "every set of bounds is a bit of a word");

/// Chooses the bits from the highest on. Of the bits chosen so far only this matters: for
/// which of the bounds they are the bound's own, so that the next bit still counts.
class Chooser {
public:
  explicit Chooser(std::span<const Known> known)
      : known_(known.first(std::min(known.size(), most_known))) {}

  bool choose(std::uint32_t bit, unsigned tight) {
    if (bit == 0) return true;
    std::uint64_t& failed = failed_[static_cast<std::size_t>(std::countr_zero(bit))];
    if ((failed >> tight & 1) != 0) return false;
    for (const bool set : {false, true}) {
      const auto next = after(bit, tight, set);
      if (!next || !choose(bit >> 1, *next)) continue;
      if (set) value_ |= bit;
      return true;
    }
    failed |= std::uint64_t{1} << tight;
    return false;
  }

  [[nodiscard]] std::uint32_t value() const { return value_; }
  [[nodiscard]] unsigned all_tight() const { return (1U << 2 * known_.size()) - 1; }

private:
  /// The bounds that are still tight with that bit chosen; nothing where it breaks one.
  [[nodiscard]] std::optional<unsigned> after(std::uint32_t bit, unsigned tight, bool set) const {
    for (std::size_t i = 0; i < known_.size(); ++i) {
      const Known& each = known_[i];
      const bool seen = set && (each.mask & bit) != 0;
      const unsigned low = 1U << 2 * i;
      const unsigned high = low << 1;
      const bool low_bit = (each.first & bit) != 0;
      const bool high_bit = (each.last & bit) != 0;
      if ((tight & low) != 0 && seen != low_bit) {
        if (low_bit) return std::nullopt;
        tight &= ~low;
      }
      if ((tight & high) != 0 && seen != high_bit) {
        if (!high_bit) return std::nullopt;
        tight &= ~high;
      }
    }
    return tight;
  }

  std::span<const Known> known_;
  std::uint32_t value_ = 0;
  std::array<std::uint64_t, 32> failed_{}; ///< for each bit, a bit for each set of tight bounds
};

} // namespace

std::optional<std::uint32_t> value_that_fits(std::span<const Known> known) {
  if (known.size() == 1) { // the usual case
    const auto least = at_least(known[0].mask, known[0].first);
    return least && *least <= known[0].last ? least : std::nullopt;
  }
  Chooser chooser(known);
  if (!chooser.choose(std::uint32_t{1} << 31, chooser.all_tight())) return std::nullopt;
  return chooser.value();
}

} // namespace callgate::graph
