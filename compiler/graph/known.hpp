// What a path knows of one 32-bit word after it has been asked through several masks: some
// answers then leave no value at all, and need not be told apart any more.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace callgate::graph {

/// The word, masked, lies between first and last, both included.
struct Known {
  std::uint32_t mask;
  std::uint32_t first;
  std::uint32_t last;
  auto operator<=>(const Known&) const = default;
};

/// No more than so many are considered at once.
inline constexpr std::size_t most_known = 3;

/// The lowest value of the word that fits all of the first `most_known`; nothing where none
/// does.
std::optional<std::uint32_t> value_that_fits(std::span<const Known> known);

} // namespace callgate::graph
