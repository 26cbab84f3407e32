#include "graph/cube.hpp"

#include <algorithm>

#include "graph/word.hpp"

namespace callgate::graph {

namespace {

/// Whether all values that differ from `base` in some of the bits `free` only lead where it does.
bool is_uniform(std::uint32_t base, std::uint32_t free, std::uint32_t mask, Intervals intervals) {
  const NodeId wanted = leads_to(intervals, base);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (intervals[i].to == wanted) continue;
    const auto met = at_least_like(~free, base, intervals[i].first);
    if (met && *met <= last_value(mask, intervals, i, mask)) return false;
  }
  return true;
}

bool covers(const Cube& cube, std::uint32_t mask, Intervals intervals, std::size_t i) {
  RangeBits bits;
  bits.add(mask, intervals[i].first, last_value(mask, intervals, i, mask));
  return (((bits.some ^ cube.base) | (bits.all ^ cube.base)) & ~cube.free) == 0;
}

} // namespace

Cube cube_from(std::uint32_t base, std::uint32_t mask, Intervals intervals) {
  Cube cube{base, 0, {}};
  for (std::uint32_t bits = mask & ~base; bits != 0; bits &= bits - 1) {
    const std::uint32_t bit = bits & (0 - bits);
    if (is_uniform(base, cube.free | bit, mask, intervals)) cube.free |= bit;
  }
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    // What the cube covers goes to the interval before: it will not be asked about.
    if (!covers(cube, mask, intervals, i)) append(cube.rest, intervals[i]);
  }
  if (!cube.rest.empty()) cube.rest.front().first = 0;
  return cube;
}

} // namespace callgate::graph
