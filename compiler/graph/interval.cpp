#include "graph/interval.hpp"

#include <algorithm>
#include <iterator>

#include "graph/word.hpp"

namespace callgate::graph {

void append(std::vector<Interval>& intervals, Interval next) {
  if (intervals.empty() || intervals.back().to != next.to)
    intervals.push_back(next);
  else
    intervals.back().weight += next.weight;
}

bool is_lone(std::uint32_t mask, Intervals intervals, std::size_t i) {
  const auto next = after(mask, intervals[i].first);
  return i + 1 == intervals.size() ? !next : next == intervals[i + 1].first;
}

std::uint32_t last_value(std::uint32_t mask, Intervals intervals, std::size_t i,
                         std::uint32_t end) {
  return i + 1 < intervals.size() ? (intervals[i + 1].first - 1) & mask : end;
}

NodeId leads_to(Intervals intervals, std::uint32_t value) {
  const auto beyond = std::upper_bound(
      intervals.begin(), intervals.end(), value,
      [](std::uint32_t wanted, const Interval& interval) { return wanted < interval.first; });
  return std::prev(beyond)->to;
}

} // namespace callgate::graph
