// A horizontal scale: which numbers it shows, and where a value stands.
#pragma once

#include <string>
#include <vector>

namespace callgate::tools {

class Axis {
public:
  /// A scale of round numbers around `low` to `high`, drawn from pixel `left` to `right`.
  Axis(double low, double high, double left, double right);

  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double place(double value) const;
  /// The numbers to be written at it, evenly spaced, from one end to the other.
  [[nodiscard]] std::vector<double> marks() const;
  /// One of them, with as many places as tell them apart.
  [[nodiscard]] std::string text(double mark) const;

private:
  double step_;
  int places_;
  double low_;
  double high_;
  double left_;
  double right_;
};

} // namespace callgate::tools
