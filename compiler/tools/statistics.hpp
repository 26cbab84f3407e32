// Medians with what is known about them, from values that nobody knows the distribution of.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace callgate::tools {

struct Range {
  double low;
  double high;

  [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
};

struct Summary {
  double median;
  Range quartiles;
  /// Holds the median of the distribution with a probability of 95 % at least, whatever the
  /// distribution is (order statistics).
  Range interval;
};

/// Fewer values have no such interval.
inline constexpr std::size_t fewest_values = 6;

/// Of `fewest_values` or more.
Summary summarize(std::vector<double> values);

/// Of sorted values, at least one, linear between neighbours; `at` from 0 to 1.
double quantile(std::span<const double> sorted, double at);

/// How many values of `count`, which is `fewest_values` or more, may be left out at either end
/// so that the range of the others holds the median with a probability of 95 % at least.
std::size_t left_out(std::size_t count);

/// The values of one divided by those of the other, or less them, place by place; both have
/// as many.
std::vector<double> ratios(std::span<const double> values, std::span<const double> to);
std::vector<double> differences(std::span<const double> values, std::span<const double> from);

} // namespace callgate::tools
