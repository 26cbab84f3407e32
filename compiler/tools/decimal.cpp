#include "tools/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace callgate::tools {

std::string decimal(double value, int places) {
  // The longest double has some 310 digits before its point.
  std::array<char, std::numeric_limits<double>::max_exponent10 + 32> buffer{};
  const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                          std::chars_format::fixed, places);
  std::string text(buffer.data(), end);
  const bool is_zero = text.find_first_not_of("-0.") == text.npos;
  if (is_zero && text.front() == '-') text.erase(0, 1);
  return text;
}

std::string signed_decimal(double value, int places) {
  std::string text = decimal(value, places);
  if (text.front() != '-') text.insert(0, 1, '+');
  return text;
}

} // namespace callgate::tools
