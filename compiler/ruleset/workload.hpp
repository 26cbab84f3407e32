// What a program really calls, counted: what a filter is made fast for.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace callgate::ruleset {

/// How often a number was called under an audit token.
struct CallCount {
  std::uint32_t token;
  std::uint32_t number;
  std::uint64_t count;
  auto operator<=>(const CallCount&) const = default;
};

/// Sorted, no two of one token and number; empty where nothing was counted.
using Workload = std::vector<CallCount>;

} // namespace callgate::ruleset
