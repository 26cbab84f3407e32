// Groups of calls that every policy can name: "@io-event".
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "arch/release.hpp"

namespace callgate::policy {

/// The newest kernel release of which every call was considered when the groups were last
/// judged: Linux 7.3. A policy without `known_through` gets the groups as of this release.
inline constexpr arch::Release groups_judged_at{7, 3, 0};

struct BuiltinGroup {
  std::string_view name;    ///< without the @
  std::string_view summary; ///< one line
  /// Names of calls, and of other groups after an @, between single blanks; "*" is every
  /// call with a recorded release.
  std::string_view members;
};

/// In alphabetical order.
std::span<const BuiltinGroup> builtin_groups();

/// Null if there is no such group. `name` comes without the @.
const BuiltinGroup* find_builtin_group(std::string_view name);

/// The names of all calls of a group, its nested groups included, of whatever release;
/// sorted, each once.
std::vector<std::string_view> calls_of(const BuiltinGroup& group);

} // namespace callgate::policy
