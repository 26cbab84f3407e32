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

} // namespace callgate::graph
