#include "tools/statistics.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

namespace callgate::tools {

double quantile(std::span<const double> sorted, double at) {
  assert(!sorted.empty());
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

// A value lies below the median with a probability of one half, so the number of those below
// is that of heads among `count` coins. With k values left out at either end, the median is
// outside of the rest if there are k heads or fewer, or as few tails.
std::size_t left_out(std::size_t count) {
  assert(count >= fewest_values);
  constexpr double most_on_a_side = 0.025;
  const auto n = static_cast<double>(count);
  double k_or_fewer = 0;
  for (std::size_t out = 0;; ++out) {
    const auto k = static_cast<double>(out);
    // In logarithms: 2^-count is no double where there are many.
    k_or_fewer += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) -
                           n * std::log(2.0));
    if (k_or_fewer > most_on_a_side) return out - 1;
  }
}

Summary summarize(std::vector<double> values) {
  assert(values.size() >= fewest_values);
  std::sort(values.begin(), values.end());
  const std::size_t out = left_out(values.size());
  return {quantile(values, 0.5),
          {quantile(values, 0.25), quantile(values, 0.75)},
          {values[out], values[values.size() - 1 - out]}};
}

std::vector<double> ratios(std::span<const double> values, std::span<const double> to) {
  std::vector<double> result(values.size());
  std::ranges::transform(values, to, result.begin(), std::divides());
  return result;
}

std::vector<double> differences(std::span<const double> values, std::span<const double> from) {
  std::vector<double> result(values.size());
  std::ranges::transform(values, from, result.begin(), std::minus());
  return result;
}

} // namespace callgate::tools
