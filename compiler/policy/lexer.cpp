#include "policy/lexer.hpp"

#include <algorithm>
#include <charconv>

#include "diagnostic/source.hpp"
#include "policy/characters.hpp"

namespace callgate::policy {

namespace {

struct Spelling {
  std::string_view text;
  TokenKind kind;
  std::string_view meant = {};
};

/// The first that fits is taken, so longer ones come first.
constexpr Spelling glyphs[] = {
    {"===", TokenKind::equal, "=="},
    {"!==", TokenKind::not_equal, "!="},
    {"&&&", TokenKind::both, "&&"},
    {"|||", TokenKind::either, "||"},
    {"...", TokenKind::range, ".."},
    {"&&", TokenKind::both},
    {"||", TokenKind::either},
    {"==", TokenKind::equal},
    {"!=", TokenKind::not_equal},
    {"<>", TokenKind::not_equal, "!="},
    {"<=", TokenKind::less_equal},
    {"=<", TokenKind::less_equal, "<="},
    {">=", TokenKind::greater_equal},
    {"=>", TokenKind::greater_equal, ">="},
    {"..", TokenKind::range},
    {"<<", TokenKind::arithmetic},
    {">>", TokenKind::arithmetic},
    {"<", TokenKind::less},
    {">", TokenKind::greater},
    {"=", TokenKind::equal, "=="},
    {"!", TokenKind::bang},
    {"&", TokenKind::ampersand},
    {"|", TokenKind::bar},
    {"~", TokenKind::tilde},
    {"-", TokenKind::minus},
    {"(", TokenKind::left_parenthesis},
    {")", TokenKind::right_parenthesis},
    {"{", TokenKind::left_brace},
    {"}", TokenKind::right_brace},
    {",", TokenKind::comma},
    {"?", TokenKind::question},
    {"+", TokenKind::arithmetic},
    {"*", TokenKind::arithmetic},
    {"/", TokenKind::arithmetic},
    {"%", TokenKind::arithmetic},
    {"^", TokenKind::arithmetic},
};

constexpr Spelling words[] = {
    {"in", TokenKind::in},           {"and", TokenKind::both, "&&"},
    {"AND", TokenKind::both, "&&"},  {"or", TokenKind::either, "||"},
    {"OR", TokenKind::either, "||"}, {"not", TokenKind::bang, "!"},
    {"NOT", TokenKind::bang, "!"},
};

} // namespace

Token Lexer::next() {
  while (at_ < text_.size() && is_blank(text_[at_]))
    ++at_;
  const std::size_t begin = at_;
  const std::string_view rest = text_.substr(std::min(begin, text_.size()));
  if (rest.empty()) return {TokenKind::end, begin, begin, {}};
  if (is_word_character(rest[0])) {
    while (at_ < text_.size() && is_word_character(text_[at_]))
      ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    for (const Spelling& known : words) {
      if (word == known.text) return {known.kind, begin, at_, known.meant};
    }
    return {is_digit(word[0]) ? TokenKind::number : TokenKind::name, begin, at_, {}};
  }
  for (const Spelling& known : glyphs) {
    if (!rest.starts_with(known.text)) continue;
    at_ += known.text.size();
    return {known.kind, begin, at_, known.meant};
  }
  do
    ++at_;
  while (at_ < text_.size() && !diagnostic::begins_code_point(text_[at_]));
  return {TokenKind::foreign, begin, at_, {}};
}

std::variant<std::uint64_t, NumberFault> parse_magnitude(std::string_view text) {
  int base = 10;
  if (text.size() > 1 && text[0] == '0') {
    const char letter = text[1];
    base = letter == 'x' || letter == 'X' ? 16 : letter == 'b' || letter == 'B' ? 2 : 8;
    text.remove_prefix(is_digit(letter) ? 1 : 2);
    if (base == 8 && !is_digit(letter) && letter != 'o' && letter != 'O')
      return NumberFault::digits;
  }
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, value, base);
  if (stop != end || fault == std::errc::invalid_argument) {
    const bool decimal = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
    return base == 8 && decimal ? NumberFault::octal : NumberFault::digits;
  }
  if (fault == std::errc::result_out_of_range) return NumberFault::too_large;
  return value;
}

} // namespace callgate::policy
