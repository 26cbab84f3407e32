// Pairs of calls of which one has what a condition on the other denies: a condition is worth
// no more than the widest call beside it.
#pragma once

#include <span>
#include <string_view>

namespace callgate::lore {

struct Detour {
  std::string_view calls;    ///< parted by blanks
  std::string_view argument; ///< theirs, that a condition is on
  std::string_view around;   ///< the calls that do the same, parted by blanks
  /// Their argument of that meaning, whose condition closes the way; empty where they have
  /// none in a register.
  std::string_view around_argument;
  std::string_view how; ///< what they do, to follow their name
};

std::span<const Detour> detours();

} // namespace callgate::lore
