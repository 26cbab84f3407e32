// In which order a diagram asks for the bits of the arguments. A diagram must remember
// whatever was asked and still matters, and grows with what it remembers. The standard
// order, slot by slot and of each the highest bit first, suits nearly every call: a
// comparison with a constant is one chain, and conditions never compare arguments with
// each other, so one slot is done with before the next begins.
//
// It does not suit many alternatives of a few bits in several slots: at the end of a slot
// any set of them may still hold. There the bits of an alternative should stand together,
// and alternatives that share bits side by side. So a call may have an order of its own,
// made out of its formula. Which order is taken decides what a diagram costs and never
// what it means.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// How many bits the six argument registers have.
inline constexpr std::size_t argument_bits = 384;

/// A bit of the argument registers: 64 * slot + bit, bit 0 the lowest.
using ArgumentBit = std::uint16_t;

class BitOrder {
public:
  static const BitOrder& standard();

  /// The bits of `first`, each of them once, then all others in the standard order.
  explicit BitOrder(std::span<const ArgumentBit> first);

  /// How many bits of the arguments are asked before this one.
  [[nodiscard]] std::uint16_t place(ArgumentBit bit) const { return places_[bit]; }

  bool operator==(const BitOrder&) const = default;

private:
  std::array<std::uint16_t, argument_bits> places_{};
};

/// The bits of each alternative together, and alternatives such that few are begun and
/// not done with at a time, as far as a greedy search finds that.
BitOrder grouped_order(const Formula& formula);

} // namespace callgate::ruleset
