// Formulas as they are written, one test after the other: what is left where switches would
// be too many.
#pragma once

#include <cstdint>

#include "arch/abi.hpp"
#include "graph/graph.hpp"
#include "graph/weight.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// As long as the decision is, and no shorter.
NodeId lower_literally(const ruleset::Decision& decision, Graph& graph, arch::ByteOrder byte_order,
                       Weight price);

} // namespace callgate::graph
