#include "policy/token_reader.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

constexpr int deepest = 64;

} // namespace

TokenReader::TokenReader(const Text& text, std::size_t begin, std::string_view subject,
                         const ArgumentScope& scope, diagnostic::Diagnostics& diagnostics)
    : text_(text.value), subject_(subject), lexer_(text.value, begin),
      build_(text, scope, diagnostics) {
  advance();
}

TokenReader::Nesting::Nesting(TokenReader& reader, const Token& token) : reader_(reader) {
  if (++reader_.depth_ > deepest)
    reader_.fail("the " + reader_.subject_ + " is nested more than " + std::to_string(deepest) +
                     " deep",
                 token.begin, token.end, {}, "nesting");
}

std::string_view TokenReader::text(const Token& token) const {
  return text_.substr(token.begin, token.end - token.begin);
}

TokenKind TokenReader::following() const {
  Lexer ahead = lexer_;
  return ahead.next().kind;
}

void TokenReader::advance() {
  token_ = is_failed_ ? Token{TokenKind::end, end_, end_, {}} : lexer_.next();
}

Token TokenReader::take() {
  const Token taken = token_;
  if (!taken.meant.empty())
    mistake(quoted(text(taken)) + " is no operator", taken.begin, taken.end,
            "write " + quoted(taken.meant));
  end_ = taken.end;
  advance();
  return taken;
}

bool TokenReader::expect(TokenKind kind, std::string_view glyph) {
  if (at(kind)) {
    take();
    return true;
  }
  if (at(TokenKind::end))
    fail("the " + subject_ + " ends without " + quoted(glyph), token_.begin, token_.end);
  else
    unexpected(token_);
  return false;
}

void TokenReader::unexpected(const Token& token) {
  if (token.kind == TokenKind::end)
    return fail("the " + subject_ + " ends too early", token.begin, token.end);
  fail("unexpected " + quoted(text(token)) + " in a " + subject_, token.begin, token.end,
       advice(token));
}

std::string TokenReader::advice(const Token& token) const {
  if (text(token) == "\"") return "filters see pointers, never what they point to: write 0";
  return token.kind == TokenKind::arithmetic ? "there is no arithmetic: write the value" : "";
}

void TokenReader::mistake(std::string message, std::size_t begin, std::size_t end, std::string help,
                          std::string code) {
  is_sound_ = false;
  if (code.empty()) code = subject_ + "-syntax";
  if (!is_failed_) build_.error(std::move(code), begin, end, std::move(message), std::move(help));
}

void TokenReader::fail(std::string message, std::size_t begin, std::size_t end, std::string help,
                       std::string code) {
  mistake(std::move(message), begin, end, std::move(help), std::move(code));
  is_failed_ = true;
  advance();
}

Operand TokenReader::faulty_from(std::size_t begin) const {
  return {Operand::Faulty{}, begin, std::max(begin, end_)};
}

} // namespace callgate::policy
