// What a plan is to be good at. Nothing here changes what a filter means.
#pragma once

#include <cstdint>

#include "ruleset/workload.hpp"

namespace callgate::graph {

/// `size`: the fewest instructions. `speed`: the fewest executed ones. `balanced`: both, an
/// instruction more for every so many executed ones less.
enum class Prefer : std::uint8_t { size, balanced, speed };

struct Objective {
  Prefer prefer = Prefer::balanced;
  /// Whether the kernel answers plain allows from its cache (Linux 5.11 and later), so that
  /// they run the filter when it is installed and never again.
  bool is_cached = true;
  /// Calls that are counted are what the filter runs for; without any, those that may go on.
  ruleset::Workload workload{};
};

} // namespace callgate::graph
