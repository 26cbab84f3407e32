#include "tools/axis.hpp"

#include <algorithm>
#include <cmath>

#include "tools/decimal.hpp"

namespace callgate::tools {

namespace {

constexpr double most_steps = 7;

/// The smallest of 1, 2 and 5 times a power of ten that is not below `size`.
double round_step(double size) {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= size * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

} // namespace

Axis::Axis(double low, double high, double left, double right)
    : step_(round_step(std::max(high - low, 1e-6) / most_steps)),
      places_(std::max(0, static_cast<int>(-std::floor(std::log10(step_) + 1e-9)))),
      low_(std::floor(low / step_ + 1e-9) * step_), high_(std::ceil(high / step_ - 1e-9) * step_),
      left_(left), right_(right) {
  if (high_ <= low_) high_ = low_ + step_;
}

double Axis::place(double value) const {
  return left_ + (value - low_) / (high_ - low_) * (right_ - left_);
}

std::vector<double> Axis::marks() const {
  const auto steps = static_cast<std::size_t>(std::llround((high_ - low_) / step_));
  std::vector<double> marks(steps + 1);
  for (std::size_t i = 0; i <= steps; ++i)
    marks[i] = low_ + static_cast<double>(i) * step_;
  return marks;
}

std::string Axis::text(double mark) const {
  return decimal(mark, places_);
}

} // namespace callgate::tools
