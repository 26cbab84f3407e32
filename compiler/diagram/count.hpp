// How many inputs a function holds for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "diagram/diagram.hpp"

namespace callgate::diagram {

/// A whole number from 0 to 2^512.
class Count {
public:
  /// 2^exponent; at most 512.
  static Count power_of_two(std::size_t exponent);

  Count& operator+=(const Count& other);
  auto operator<=>(const Count&) const = default;

  /// In decimal.
  [[nodiscard]] std::string digits() const;

  /// As people read such numbers: "12", "2^352", "3 * 2^320", or about: "about 2^351.4".
  [[nodiscard]] std::string text() const;

private:
  friend Count inputs(const Diagrams&, Node, Bit, Bit);

  /// Halved: exact as long as the number is even.
  void halve();
  [[nodiscard]] std::size_t trailing_zeros() const;

  /// Highest first, so that the order of the words is the order of the numbers.
  std::array<std::uint64_t, 9> words_{};
};

/// How many values of the bits from `first` up to, but not with, `end` give `node`, which
/// asks for no others, the value 1. At most 512 bits.
Count inputs(const Diagrams& diagrams, Node node, Bit first, Bit end);

} // namespace callgate::diagram
