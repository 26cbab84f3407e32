#include "graph/cube.hpp"

#include <algorithm>
#include <optional>

#include "graph/word.hpp"

namespace callgate::graph {

namespace {

/// The most values that a cube is given.
constexpr std::size_t largest_cube = 256;

/// Sorted.
using Values = std::vector<std::uint32_t>;

Values values_from(std::uint32_t base, std::uint32_t mask, Intervals intervals) {
  const NodeId wanted = leads_to(intervals, base);
  Values values{base};
  std::uint32_t bits = mask & ~base;
  for (; bits != 0 && values.size() < largest_cube; bits &= bits - 1) {
    const std::uint32_t bit = bits & (0 - bits);
    const bool doubles = std::all_of(values.begin(), values.end(), [&](std::uint32_t value) {
      return leads_to(intervals, value | bit) == wanted;
    });
    const std::size_t size = doubles ? values.size() : 0;
    for (std::size_t i = 0; i < size; ++i)
      values.push_back(values[i] | bit);
  }
  return values;
}

/// Whether `values` hold every value of the masked word in the interval at `i`.
bool covers(const Values& values, std::uint32_t mask, Intervals intervals, std::size_t i) {
  const bool is_last = i + 1 == intervals.size();
  std::optional<std::uint32_t> value = intervals[i].first;
  while (value && (is_last || *value < intervals[i + 1].first)) {
    if (!std::binary_search(values.begin(), values.end(), *value)) return false;
    value = after(mask, *value);
  }
  return true;
}

} // namespace

Cube cube_from(std::uint32_t base, std::uint32_t mask, Intervals intervals) {
  const Values values = values_from(base, mask, intervals);
  Cube cube{base, values.back() & ~base, {}};
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    // What the cube covers goes to the interval before: it will not be asked about.
    if (!covers(values, mask, intervals, i)) append(cube.rest, intervals[i]);
  }
  if (!cube.rest.empty()) cube.rest.front().first = 0;
  return cube;
}

} // namespace callgate::graph
