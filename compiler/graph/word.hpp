// The 32-bit words that a filter looks at, and the values that a masked one can have.
#pragma once

#include <bit>
#include <compare>
#include <cstdint>
#include <optional>

namespace callgate::graph {

inline constexpr std::uint32_t whole_word = UINT32_MAX;

/// The bits in `mask` of the word at a byte offset of seccomp_data.
struct Word {
  std::uint32_t offset;
  std::uint32_t mask = whole_word;
  auto operator<=>(const Word&) const = default;
};

/// The next higher value without bits outside `mask`.
constexpr std::optional<std::uint32_t> after(std::uint32_t mask, std::uint32_t value) {
  const std::uint32_t next = ((value | ~mask) + 1) & mask;
  return next == 0 ? std::nullopt : std::optional(next);
}

/// The lowest value from `least` on without bits outside `mask`.
constexpr std::optional<std::uint32_t> at_least(std::uint32_t mask, std::uint32_t least) {
  const std::uint32_t outside = least & ~mask;
  if (outside == 0) return least;
  // Everything below the highest bit outside has to give way to the next higher value.
  return after(mask, least | (std::bit_floor(outside) - 1));
}

/// The highest value up to `most` without bits outside `mask`.
constexpr std::uint32_t at_most(std::uint32_t mask, std::uint32_t most) {
  const std::uint32_t outside = most & ~mask;
  return outside == 0 ? most : (most | (std::bit_floor(outside) - 1)) & mask;
}

/// The lowest value from `least` on that is `value` in `bits`.
constexpr std::optional<std::uint32_t> at_least_like(std::uint32_t bits, std::uint32_t value,
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

/// The bits that some, and that all values of some ranges of a masked word have.
struct RangeBits {
  std::uint32_t some = 0;
  std::uint32_t all = whole_word;

  constexpr void add(std::uint32_t mask, std::uint32_t first, std::uint32_t last) {
    const std::uint32_t differ = (first ^ last) & mask;
    const std::uint32_t below =
        differ == 0 ? 0 : std::bit_floor(differ) | (std::bit_floor(differ) - 1);
    some |= (last | below) & mask;
    all &= first & ~below & mask;
  }
};

} // namespace callgate::graph
