// Conditions taken apart into tokens. What people write out of habit ("=", "and", "<>") is
// the token that they mean, and says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace callgate::policy {

enum class TokenKind : std::uint8_t {
  end, ///< of the text
  name,
  number, ///< begins with a digit; parse_magnitude judges the rest
  left_parenthesis,
  right_parenthesis,
  left_brace,
  right_brace,
  comma,
  question,
  range, ///< ..
  minus,
  tilde,
  ampersand,
  bar,
  bang,
  both,   ///< &&
  either, ///< ||
  in,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  arithmetic, ///< + * << …, which the language does not have
  foreign,    ///< any other character
};

struct Token {
  TokenKind kind;
  std::size_t begin; ///< in the text
  std::size_t end;
  std::string_view meant; ///< how it should have been written; empty if it was
};

class Lexer {
public:
  /// Reads `text` from byte `begin` on.
  Lexer(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

  /// Takes the next token, which is `end` for ever after the last one.
  Token next();

private:
  std::string_view text_;
  std::size_t at_;
};

enum class NumberFault : std::uint8_t {
  digits,    ///< something in it is no digit
  octal,     ///< 8 or 9 behind a leading 0
  too_large, ///< 2^64 or more
};

/// The value of a number token: decimal, 0x…, 0o…, 0b…, or octal after a mere 0, as in C.
std::variant<std::uint64_t, NumberFault> parse_magnitude(std::string_view text);

} // namespace callgate::policy
