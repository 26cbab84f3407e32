// The tokens of one text, with one of look-ahead, and what is said where they do not fit.
// After the first fault of syntax everything looks like the end of the text, so that
// nothing more is said.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "policy/condition_builder.hpp"
#include "policy/lexer.hpp"

namespace callgate::policy {

class TokenReader {
public:
  TokenReader(const TokenReader&) = delete;
  TokenReader& operator=(const TokenReader&) = delete;

protected:
  /// Reads `text` from byte `begin` on. Messages call it `subject` ("condition"); faults of
  /// syntax get the code "subject-syntax".
  TokenReader(const Text& text, std::size_t begin, std::string_view subject,
              const ArgumentScope& scope, diagnostic::Diagnostics& diagnostics);
  virtual ~TokenReader() = default;

  /// Counts how deep the reader is in parentheses, `!` and `~` while it lives. The limit
  /// keeps the recursion here, and that of whoever walks over conditions, short.
  class Nesting {
  public:
    Nesting(TokenReader& reader, const Token& token);
    ~Nesting() { --reader_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

  private:
    TokenReader& reader_;
  };

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(const Token& token) const;
  [[nodiscard]] const Token& token() const { return token_; }
  [[nodiscard]] TokenKind following() const; ///< what comes behind the current token
  [[nodiscard]] std::size_t taken_end() const { return end_; } ///< of the last token taken
  [[nodiscard]] bool at(TokenKind kind) const { return token_.kind == kind; }
  [[nodiscard]] bool is_sound() const { return is_sound_; }
  [[nodiscard]] bool is_failed() const { return is_failed_; }
  ConditionBuilder& build() { return build_; }

  void advance();

  /// The current token; says so if it is another spelling of what is meant.
  Token take();

  /// Takes a token of that kind, or says that there is none.
  bool expect(TokenKind kind, std::string_view glyph);

  void unexpected(const Token& token);

  /// What to write instead of a token that does not fit; empty if nothing is known.
  [[nodiscard]] virtual std::string advice(const Token& token) const;

  /// A fault after which the reader still knows where it is. Without a code it is one of
  /// syntax.
  void mistake(std::string message, std::size_t begin, std::size_t end, std::string help = {},
               std::string code = {});

  /// A fault after which nothing more is understood.
  void fail(std::string message, std::size_t begin, std::size_t end, std::string help = {},
            std::string code = {});

  [[nodiscard]] Operand faulty_from(std::size_t begin) const;

private:
  std::string_view text_;
  std::string subject_;
  Lexer lexer_;
  ConditionBuilder build_;
  Token token_{};
  std::size_t end_ = 0;
  int depth_ = 0;
  bool is_sound_ = true;
  bool is_failed_ = false;
};

} // namespace callgate::policy
