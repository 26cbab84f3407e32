// Values that differ in some bits only, in every combination: {0, 8, 0x20000, 0x20008}.
// One test of the other bits tells them all from the rest.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/interval.hpp"

namespace callgate::graph {

struct Cube {
  std::uint32_t base;         ///< the lowest of the values
  std::uint32_t free;         ///< the bits in which they differ
  std::vector<Interval> rest; ///< the intervals without them
};

/// A cube of values that lead where `base` does, by adding bits from the lowest on.
Cube cube_from(std::uint32_t base, std::uint32_t mask, Intervals intervals);

} // namespace callgate::graph
