#include "ruleset/bit_order.hpp"

#include <algorithm>
#include <bitset>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace callgate::ruleset {

namespace {

/// A set of bits of the arguments.
using Bits = std::bitset<argument_bits>;

/// Of more groups only the first ones are arranged: the search takes cubic time.
constexpr std::size_t most_groups = 256;

/// The most groups that are tried as the first one.
constexpr std::size_t most_starts = 8;

Bits bits_of(const Test& test) {
  const Field& field = test.field;
  Bits bits;
  for (std::size_t bit = 0; bit < field.bits; ++bit) {
    if ((test.mask >> bit & 1) == 0) continue;
    bits.set(field.high_slot && bit >= 32 ? std::size_t{64} * *field.high_slot + bit - 32
                                          : std::size_t{64} * field.slot + bit);
  }
  return bits;
}

/// Null for a test.
const std::vector<Formula>* parts_of(const Formula& formula) {
  if (const auto* all = std::get_if<All>(&formula.node)) return &all->parts;
  if (const auto* any = std::get_if<Any>(&formula.node)) return &any->parts;
  return nullptr;
}

/// The bits of a combination of tests.
Bits bits_of(const std::vector<Formula>& tests) {
  Bits bits;
  for (const Formula& test : tests)
    bits |= bits_of(std::get<Test>(test.node));
  return bits;
}

/// Adds the bits of each innermost combination, and of each test that stands in none.
void gather(const std::vector<Formula>& parts, std::vector<Bits>& groups) {
  for (const Formula& part : parts) {
    const auto* inner = parts_of(part);
    if (inner == nullptr)
      groups.push_back(bits_of(std::get<Test>(part.node)));
    else if (std::ranges::any_of(*inner, parts_of))
      gather(*inner, groups);
    else
      groups.push_back(bits_of(*inner));
  }
}

/// Each once, in the order of the formula.
std::vector<Bits> groups_of(const Formula& formula) {
  std::vector<Bits> groups;
  if (const auto* parts = parts_of(formula)) gather(*parts, groups);
  std::vector<Bits> distinct;
  for (const Bits& bits : groups) {
    if (distinct.size() == most_groups) break;
    if (std::ranges::find(distinct, bits) == distinct.end()) distinct.push_back(bits);
  }
  return distinct;
}

/// Lays groups one after the other, at each step the one that begins the fewest others.
class Arrangement {
public:
  Arrangement(std::span<const Bits> groups, std::size_t start)
      : groups_(groups), states_(groups.size(), State::untouched) {
    place(start);
    for (std::size_t count = 1; count < groups.size(); ++count)
      place(next());
  }

  [[nodiscard]] std::span<const ArgumentBit> bits() const { return bits_; }

  /// How many sets of begun groups there are, summed over all steps: about what a diagram
  /// in this order might have to remember.
  [[nodiscard]] double cost() const { return cost_; }

private:
  enum class State : std::uint8_t { untouched, begun, placed };

  [[nodiscard]] std::size_t next() const {
    constexpr auto none = std::numeric_limits<std::size_t>::max();
    std::pair<std::size_t, std::size_t> least{none, none};
    std::size_t best = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (states_[i] == State::placed) continue;
      const Bits fresh = groups_[i] & ~seen_;
      const std::pair cost{begun_by(fresh) + (states_[i] == State::begun ? 0 : 1), fresh.count()};
      if (cost >= least) continue;
      least = cost;
      best = i;
    }
    return best;
  }

  /// How many groups these bits would begin.
  [[nodiscard]] std::size_t begun_by(const Bits& fresh) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i)
      count += states_[i] == State::untouched && (groups_[i] & fresh).any() ? 1 : 0;
    return count;
  }

  void place(std::size_t group) {
    add(groups_[group] & ~seen_);
    states_[group] = State::placed;
    std::size_t begun = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (states_[i] == State::untouched && (groups_[i] & seen_).any()) states_[i] = State::begun;
      begun += states_[i] == State::begun ? 1 : 0;
    }
    cost_ += std::exp2(static_cast<double>(begun));
  }

  /// Bits in the standard order, but those that more groups share before others.
  void add(const Bits& fresh) {
    std::vector<std::pair<std::size_t, ArgumentBit>> bits; // groups without it, place
    for (ArgumentBit bit = 0; bit < argument_bits; ++bit) {
      if (!fresh[bit]) continue;
      const auto without = std::ranges::count_if(groups_, [&](const Bits& g) { return !g[bit]; });
      bits.emplace_back(static_cast<std::size_t>(without), bit);
    }
    std::ranges::sort(bits, [](const auto& a, const auto& b) {
      const BitOrder& standard = BitOrder::standard();
      return std::pair(a.first, standard.place(a.second)) <
             std::pair(b.first, standard.place(b.second));
    });
    for (const auto& [without, bit] : bits)
      bits_.push_back(bit);
    seen_ |= fresh;
  }

  std::span<const Bits> groups_;
  std::vector<State> states_;
  Bits seen_;
  std::vector<ArgumentBit> bits_;
  double cost_ = 0;
};

} // namespace

const BitOrder& BitOrder::standard() {
  static const BitOrder order({});
  return order;
}

BitOrder::BitOrder(std::span<const ArgumentBit> first) {
  Bits seen;
  std::uint16_t place = 0;
  const auto add = [&](std::size_t bit) {
    if (!seen[bit]) places_[bit] = place++;
    seen.set(bit);
  };
  for (const ArgumentBit bit : first)
    add(bit);
  for (std::size_t slot = 0; slot < 6; ++slot) {
    for (std::size_t bit = 64; bit-- > 0;)
      add(64 * slot + bit);
  }
  assert(place == argument_bits);
}

BitOrder grouped_order(const Formula& formula) {
  const std::vector<Bits> groups = groups_of(formula);
  if (groups.empty()) return BitOrder::standard();
  std::vector<ArgumentBit> best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t start = 0; start < std::min(groups.size(), most_starts); ++start) {
    const Arrangement arrangement(groups, start);
    if (arrangement.cost() >= least) continue;
    least = arrangement.cost();
    best.assign(arrangement.bits().begin(), arrangement.bits().end());
  }
  return BitOrder(best);
}

} // namespace callgate::ruleset
