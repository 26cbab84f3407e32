// Rulings → decision graph: which questions a filter asks, and in which order.
#pragma once

#include "graph/graph.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// The audit token is asked first, then the number by binary search. Nothing else is
/// loaded, so the kernel's emulator follows every path and caches every number whose
/// answer is a plain allow.
Plan plan(const ruleset::Rulings& rulings);

} // namespace callgate::graph
