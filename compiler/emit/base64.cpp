// `base64`: the raw filter where only text passes, on one line.
#include "emit/base64.hpp"

#include <cstdint>

#include "emit/writers.hpp"

namespace callgate::emit {

std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0U);
    for (unsigned i = 0; i < 4; ++i)
      text.push_back(i <= three.size() ? alphabet[bits >> (18 - 6 * i) & 63] : '=');
  }
  return text;
}

Output write_base64(const Input& input) {
  return base64(raw_bytes(filters_of(input).front())) + "\n";
}

} // namespace callgate::emit
