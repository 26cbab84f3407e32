// What plans are compared by: how often something is executed.
#pragma once

#include <cstdint>

namespace callgate::graph {

/// How often something is executed, or what something costs in executions. The unit is
/// whatever the weights that are compared have in common. Integers, so that every machine
/// plans alike; sums of weights stay below 2^48, so that a thousand-fold sum fits.
using Weight = std::uint64_t;

} // namespace callgate::graph
