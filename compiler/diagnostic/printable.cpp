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

/// The length of the UTF-8 character at the front, 0 if there is none (RFC 3629: no long forms,
/// no surrogates, nothing beyond U+10FFFF).
std::size_t length_of_valid(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (text.empty() || at(0) < 0x80) return text.empty() ? 0 : 1;
  const std::size_t length = at(0) >= 0xF0 ? 4 : at(0) >= 0xE0 ? 3 : 2;
  const unsigned least = at(0) == 0xE0 ? 0xA0 : at(0) == 0xF0 ? 0x90 : 0x80;
  const unsigned most = at(0) == 0xED ? 0x9F : at(0) == 0xF4 ? 0x8F : 0xBF;
  if (at(0) < 0xC2 || at(0) > 0xF4 || at(1) < least || at(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

} // namespace

std::size_t length_of_character(std::string_view text) {
  return text.empty() ? 0 : std::max<std::size_t>(length_of_valid(text), 1);
}

std::size_t length_of_unseen(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto between = [](unsigned value, unsigned first, unsigned last) {
    return first <= value && value <= last;
  };
  if (!text.empty() && (at(0) < 0x20 || at(0) == 0x7F)) return 1;
  if (at(0) == 0xC2 && between(at(1), 0x80, 0x9F)) return 2;
  if (!text.empty() && length_of_valid(text) == 0) return 1;
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
    const std::string_view character = text.substr(0, length_of_character(text));
    for (const char c : text.substr(0, unseen))
      append_escape(out, static_cast<unsigned char>(c));
    if (unseen == 0) out += character;
    text.remove_prefix(character.size());
  }
  return out;
}

std::string quoted(std::string_view text) {
  return "\"" + printable(text) + "\"";
}

} // namespace callgate::diagnostic
