// A word's values cut into intervals, each leading to a node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "graph/graph.hpp"
#include "graph/weight.hpp"

namespace callgate::graph {

/// Values from `first` up to the next interval's lead to `to`.
struct Interval {
  std::uint32_t first; ///< a value that the masked word can have
  NodeId to;
  Weight weight = 0; ///< of all its values together
};

/// Sorted, the first one beginning at 0.
using Intervals = std::span<const Interval>;

/// Adds an interval, to the one before it if that leads to the same node.
void append(std::vector<Interval>& intervals, Interval next);

/// Whether the interval at `i` is a single value of the masked word.
bool is_lone(std::uint32_t mask, Intervals intervals, std::size_t i);

/// The last value of the masked word in the interval at `i`, where the last of all ends at `end`.
std::uint32_t last_value(std::uint32_t mask, Intervals intervals, std::size_t i, std::uint32_t end);

NodeId leads_to(Intervals intervals, std::uint32_t value);

} // namespace callgate::graph
