#include "diagnostic/printable.hpp"

#include <algorithm>
#include <cstddef>

namespace callgate::diagnostic {

namespace {

void append_escape(std::string& out, unsigned byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\x";
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

} // namespace

std::size_t length_of_unseen(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto between = [](unsigned value, unsigned first, unsigned last) {
    return first <= value && value <= last;
  };
  if (!text.empty() && (at(0) < 0x20 || at(0) == 0x7F)) return 1;
  if (at(0) == 0xC2 && between(at(1), 0x80, 0x9F)) return 2;
  if (at(0) != 0xE2) return 0;
  const bool unseen =
      (at(1) == 0x80 && (between(at(2), 0x8E, 0x8F) || between(at(2), 0xAA, 0xAE))) ||
      (at(1) == 0x81 && between(at(2), 0xA6, 0xA9));
  return unseen ? 3 : 0;
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t unseen = length_of_unseen(text);
    for (const char c : text.substr(0, unseen))
      append_escape(out, static_cast<unsigned char>(c));
    if (unseen == 0) out += text[0];
    text.remove_prefix(std::max<std::size_t>(unseen, 1));
  }
  return out;
}

std::string quoted(std::string_view text) {
  return "\"" + printable(text) + "\"";
}

} // namespace callgate::diagnostic
