// What the small languages inside a policy's strings agree on.
#pragma once

namespace callgate::policy {

constexpr bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

/// Whether names of calls, arguments and constants may have it.
constexpr bool is_word_character(char c) {
  return is_digit(c) || c == '_' || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace callgate::policy
