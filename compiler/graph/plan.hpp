// Rulings → decision graph: which questions a filter asks, and in which order.
#pragma once

#include "graph/graph.hpp"
#include "graph/objective.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// The audit token is asked first, then the number, then what its conditions ask about.
/// Arguments are loaded only behind numbers that have conditions, so the kernel's
/// emulator follows every other path and caches each number whose answer is a plain allow.
Plan plan(const ruleset::Rulings& rulings, const Objective& objective = {});

} // namespace callgate::graph
