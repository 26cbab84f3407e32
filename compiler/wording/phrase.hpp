// Pieces of a condition as text, put together with no more parentheses than the grammar
// needs.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace callgate::wording {

struct Phrase {
  /// What binds least in it.
  enum class Joint { none, all, any };

  std::string text;
  std::size_t constants = 0; ///< how many numbers and names a reader meets
  Joint joint = Joint::none;
};

/// At least one part each.
Phrase all_of(std::span<const Phrase> parts);
Phrase any_of(std::span<const Phrase> parts);

/// Thrown where a condition is longer than anybody could read.
struct TooLong {};

/// Bounds of a whole condition.
inline constexpr std::size_t most_constants = 2000;
inline constexpr std::size_t most_bytes = std::size_t{1} << 16;

} // namespace callgate::wording
