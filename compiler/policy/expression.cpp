#include "policy/expression.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"
#include "policy/characters.hpp"
#include "policy/condition_builder.hpp"
#include "policy/lexer.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

/// Parentheses, `!` and `~` inside each other. Keeps the recursion here, and that of
/// whoever walks over conditions, short.
constexpr int deepest = 64;

std::optional<Relation> relation_of(TokenKind kind) {
  switch (kind) {
  case TokenKind::equal:
    return Relation::equal;
  case TokenKind::not_equal:
    return Relation::not_equal;
  case TokenKind::less:
    return Relation::less;
  case TokenKind::less_equal:
    return Relation::less_equal;
  case TokenKind::greater:
    return Relation::greater;
  case TokenKind::greater_equal:
    return Relation::greater_equal;
  default:
    return std::nullopt;
  }
}

std::optional<Reinterpretation> type_named(std::string_view name) {
  if (name == "u32") return Reinterpretation{32, false};
  if (name == "s32") return Reinterpretation{32, true};
  if (name == "u64") return Reinterpretation{64, false};
  if (name == "s64") return Reinterpretation{64, true};
  return std::nullopt;
}

/// Goes down the grammar with one token of look-ahead. After the first fault of syntax
/// everything looks like the end of the text, so that nothing more is said.
class Parser {
public:
  Parser(const Text& text, std::size_t open, const ArgumentScope& scope,
         diagnostic::Diagnostics& diagnostics)
      : text_(text.value), lexer_(text.value, open), build_(text, scope, diagnostics) {
    advance();
  }

  std::optional<Condition> parse() {
    const Token open = take();
    if (at(TokenKind::right_parenthesis)) {
      fail("empty condition", open.begin, token_.end,
           "without parentheses an entry is about every call of that name");
      return std::nullopt;
    }
    Operand all = parse_any();
    const std::size_t close = token_.end;
    if (!expect(TokenKind::right_parenthesis, ")")) return std::nullopt;
    if (close != text_.size()) {
      const std::string_view rest = text_.substr(close);
      fail("unexpected " + quoted(rest) + " behind the condition", close, text_.size(),
           rest.starts_with('@')
               ? "write the ABI before the condition: \"openat@x86_64(flags == 0)\""
               : "one pair of parentheses holds the whole condition, and ends the entry");
      return std::nullopt;
    }
    auto condition = build_.condition(std::move(all));
    return is_sound_ ? std::move(condition) : std::nullopt;
  }

private:
  // ---- conditions -------------------------------------------------------

  Operand parse_any() {
    return parse_list(TokenKind::either, Combination::Kind::any, &Parser::parse_all);
  }

  Operand parse_all() {
    return parse_list(TokenKind::both, Combination::Kind::all, &Parser::parse_test);
  }

  Operand parse_list(TokenKind glyph, Combination::Kind kind, Operand (Parser::*part)()) {
    Operand first = (this->*part)();
    if (!at(glyph)) return first;
    std::vector<Operand> parts;
    parts.push_back(std::move(first));
    while (at(glyph)) {
      take();
      parts.push_back((this->*part)());
    }
    const std::size_t begin = parts.front().begin;
    const std::size_t end = parts.back().end;
    return build_.combined(kind, std::move(parts), begin, end);
  }

  Operand parse_test() {
    if (at(TokenKind::bang)) return parse_negation();
    return parse_relation(parse_bits(parse_unary()));
  }

  /// `!(…)` or `!!…`; what else follows may be misread, and is told so.
  Operand parse_negation() {
    const Token bang = token_;
    advance();
    const bool is_clear = at(TokenKind::left_parenthesis) || at(TokenKind::bang);
    const Nesting nesting(*this, bang);
    Operand inner = at(TokenKind::bang) ? parse_negation() : parse_unary();
    const std::size_t clear_end = inner.end;
    inner = parse_relation(parse_bits(std::move(inner)));
    const std::size_t end = inner.end;
    if (!is_failed_ && (!is_clear || inner.end != clear_end)) {
      mistake("\"!\" needs parentheses to tell what it applies to", bang.begin, bang.end,
              "write !(" + build_.text(inner) + ")");
      return {Operand::Faulty{}, bang.begin, end};
    }
    if (!is_failed_ && !bang.meant.empty())
      mistake(quoted(text_.substr(bang.begin, bang.end - bang.begin)) + " is written \"!\"",
              bang.begin, bang.end, "write !" + build_.text(inner));
    std::vector<Operand> operands;
    operands.push_back(std::move(inner));
    return build_.combined(Combination::Kind::negation, std::move(operands), bang.begin, end);
  }

  /// What may follow the first `bits` of a test.
  Operand parse_relation(Operand left) {
    if (at(TokenKind::in)) return parse_membership(std::move(left));
    if (at(TokenKind::bang)) return parse_not_in(left);
    const auto relation = relation_of(token_.kind);
    if (!relation) return left;
    take();
    if (at(TokenKind::left_brace)) return parse_compared_set(left, *relation);
    Operand right = parse_bits(parse_unary());
    const auto second = relation_of(token_.kind);
    if (!second) return build_.compared(std::move(left), *relation, std::move(right));
    take();
    Operand last = parse_bits(parse_unary());
    if (relation_of(token_.kind)) return parse_long_chain(left);
    return build_.chained(left, *relation, right, *second, last);
  }

  /// From the fourth operand on, which nobody means.
  Operand parse_long_chain(const Operand& first) {
    std::size_t end = end_;
    while (relation_of(token_.kind)) {
      take();
      end = parse_bits(parse_unary()).end;
    }
    mistake("comparisons do not chain", first.begin, end, "join two comparisons with \"&&\"",
            "chained");
    return {Operand::Faulty{}, first.begin, end};
  }

  // ---- sets -------------------------------------------------------------

  Operand parse_membership(Operand left) {
    take();
    if (!at(TokenKind::left_brace)) {
      fail("\"in\" is not followed by a set", token_.begin, token_.end,
           "write it in braces: in {1, 2, 5..7}");
      return faulty_from(left.begin);
    }
    const Token open = take();
    const bool is_empty = at(TokenKind::right_brace);
    bool all_sound = true;
    std::vector<Element> elements;
    while (!at(TokenKind::right_brace)) {
      if (auto element = parse_element())
        elements.push_back(*std::move(element));
      else
        all_sound = false;
      if (!at(TokenKind::comma)) break;
      take();
    }
    const std::size_t end = token_.end;
    if (!expect(TokenKind::right_brace, "}")) return faulty_from(left.begin);
    if (is_empty) {
      mistake("the set is empty, so that nothing is in it", open.begin, end, {}, "empty-set");
      all_sound = false;
    }
    return build_.member(std::move(left), std::move(elements), all_sound, end);
  }

  std::optional<Element> parse_element() {
    const bool is_name = at(TokenKind::name);
    Operand first = parse_bits(parse_unary());
    if (at(TokenKind::question)) {
      const Token question = take();
      if (!is_name || at(TokenKind::range) ||
          build_.text(first).find_first_of("|&(") != std::string::npos) {
        mistake("\"?\" may follow the name of a constant alone", question.begin, question.end);
        if (at(TokenKind::range)) parse_range_end();
        return std::nullopt;
      }
      return build_.element(std::move(first), std::nullopt, true);
    }
    if (!at(TokenKind::range)) return build_.element(std::move(first), std::nullopt, false);
    return build_.element(std::move(first), parse_range_end(), false);
  }

  Operand parse_range_end() {
    take();
    return parse_bits(parse_unary());
  }

  /// `a not in {…}`, `a !in {…}`
  Operand parse_not_in(const Operand& left) {
    const Token bang = token_;
    advance();
    if (!at(TokenKind::in)) {
      unexpected(bang);
      return faulty_from(left.begin);
    }
    const std::size_t end = token_.end;
    const Operand inner = parse_membership(left);
    if (!is_failed_)
      mistake("\"not in\" is no operator", bang.begin, end,
              "write !(" + build_.text(left) + " " + build_.text(end - 2, inner.end) + ")");
    return {Operand::Faulty{}, inner.begin, inner.end};
  }

  /// `a == {…}`
  Operand parse_compared_set(const Operand& left, Relation relation) {
    const std::size_t open = token_.begin;
    const bool is_equal = relation == Relation::equal || relation == Relation::not_equal;
    const std::size_t close = std::min(text_.find('}', open), text_.size() - 1) + 1;
    const std::string in = build_.text(left) + " in " + build_.text(open, close);
    fail("a set cannot be compared", open, close,
         !is_equal                     ? std::string()
         : relation == Relation::equal ? "write " + in
                                       : "write !(" + in + ")");
    return faulty_from(left.begin);
  }

  // ---- values -----------------------------------------------------------

  /// What may follow the first operand of `&` or of `|`.
  Operand parse_bits(Operand first) {
    const TokenKind glyph = token_.kind;
    if (!is_bit_operator(glyph)) return first;
    std::vector<Operand> operands;
    operands.push_back(std::move(first));
    std::optional<Token> other;
    while (is_bit_operator(token_.kind)) {
      const Token operation = take();
      if (operation.kind != glyph && !other) other = operation;
      operands.push_back(parse_unary());
    }
    if (!other)
      return glyph == TokenKind::bar ? build_.joined(std::move(operands))
                                     : build_.masked(std::move(operands));
    const std::size_t begin = operands.front().begin;
    const std::size_t end = operands.back().end;
    if (!is_failed_) {
      const bool mask_first = glyph == TokenKind::ampersand;
      const std::size_t split = mask_first ? operands[1].begin : operands[0].begin;
      mistake("\"|\" beside \"&\" needs parentheses", other->begin, other->end,
              mask_first ? "write " + build_.text(operands[0]) + " & (" + build_.text(split, end) +
                               ") if that is meant"
                         : "write parentheses around what belongs together");
    }
    return {Operand::Faulty{}, begin, end};
  }

  static bool is_bit_operator(TokenKind kind) {
    return kind == TokenKind::ampersand || kind == TokenKind::bar;
  }

  Operand parse_unary() {
    switch (token_.kind) {
    case TokenKind::tilde: {
      const Token tilde = take();
      const Nesting nesting(*this, tilde);
      return build_.complement(tilde.begin, parse_unary());
    }
    case TokenKind::minus:
      return parse_negative();
    case TokenKind::number: {
      const Token number = take();
      return build_.number(number.begin, number.begin, number.end);
    }
    case TokenKind::name:
      return parse_name();
    case TokenKind::left_parenthesis:
      return parse_parentheses();
    default: {
      const Token found = token_;
      unexpected(found);
      return {Operand::Faulty{}, found.begin, found.begin};
    }
    }
  }

  Operand parse_negative() {
    const Token minus = take();
    const Token number = token_;
    if (!at(TokenKind::number)) {
      fail("\"-\" is not followed by a number", minus.begin, minus.end, "only numbers have a sign");
      return faulty_from(minus.begin);
    }
    take();
    return build_.number(minus.begin, number.begin, number.end);
  }

  Operand parse_parentheses() {
    const Token open = take();
    const Nesting nesting(*this, open);
    Operand inner = parse_any();
    inner.begin = open.begin;
    inner.end = token_.end;
    expect(TokenKind::right_parenthesis, ")");
    return inner;
  }

  Operand parse_name() {
    const Token name = take();
    if (!at(TokenKind::left_parenthesis)) return build_.name(name.begin, name.end);
    const std::string_view word = text_.substr(name.begin, name.end - name.begin);
    const auto as = type_named(word);
    if (!as) {
      fail(quoted(word) + " is no type", name.begin, name.end, "choose from u32, s32, u64, s64");
      return faulty_from(name.begin);
    }
    take();
    const Token inner = token_;
    Operand argument = faulty_from(inner.begin);
    Lexer ahead = lexer_;
    if (at(TokenKind::name) && ahead.next().kind == TokenKind::right_parenthesis) {
      take();
      argument = build_.reinterpreted_name(inner.begin, inner.end);
    } else {
      const Nesting nesting(*this, name);
      argument = parse_any();
    }
    const std::size_t end = token_.end;
    if (!expect(TokenKind::right_parenthesis, ")")) return faulty_from(name.begin);
    return build_.reinterpreted(*as, name.begin, std::move(argument), end);
  }

  // ---- tokens and faults ------------------------------------------------

  /// Counts how deep the parser is while it lives.
  class Nesting {
  public:
    Nesting(Parser& parser, const Token& token) : parser_(parser) {
      if (++parser_.depth_ > deepest)
        parser_.fail("the condition is nested more than " + std::to_string(deepest) + " deep",
                     token.begin, token.end, {}, "nesting");
    }
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

  private:
    Parser& parser_;
  };

  bool at(TokenKind kind) const { return token_.kind == kind; }

  void advance() { token_ = is_failed_ ? Token{TokenKind::end, end_, end_, {}} : lexer_.next(); }

  /// The current token; says so if it is another spelling of what is meant.
  Token take() {
    const Token taken = token_;
    if (!taken.meant.empty())
      mistake(quoted(text_.substr(taken.begin, taken.end - taken.begin)) + " is no operator",
              taken.begin, taken.end, "write " + quoted(taken.meant));
    end_ = taken.end;
    advance();
    return taken;
  }

  bool expect(TokenKind kind, std::string_view glyph) {
    if (at(kind)) {
      take();
      return true;
    }
    if (at(TokenKind::end))
      fail("the condition ends without " + quoted(glyph), token_.begin, token_.end);
    else
      unexpected(token_);
    return false;
  }

  void unexpected(const Token& token) {
    const std::string_view found = text_.substr(token.begin, token.end - token.begin);
    if (token.kind == TokenKind::end)
      return fail("the condition ends too early", token.begin, token.end);
    std::string help;
    if (token.kind == TokenKind::arithmetic)
      help = "there is no arithmetic: write the value";
    else if (token.kind == TokenKind::left_brace)
      help = "sets stand behind \"in\": domain in {AF_UNIX, AF_INET}";
    else if (token.kind == TokenKind::question)
      help = "constants that an ABI may lack stand in sets: request in {TCGETS, TCGETS2?}";
    else if (token.kind == TokenKind::range)
      help = "ranges stand in sets: fd in {3..7}";
    else if (token.kind == TokenKind::bang)
      help = "\"!\" negates a condition: !(fd == 1)";
    else if (found == ".")
      help = "a range has two dots: fd in {3..7}";
    fail("unexpected " + quoted(found) + " in a condition", token.begin, token.end,
         std::move(help));
  }

  /// A fault after which the parser still knows where it is.
  void mistake(std::string message, std::size_t begin, std::size_t end, std::string help = {},
               std::string code = "condition-syntax") {
    is_sound_ = false;
    if (!is_failed_) build_.error(std::move(code), begin, end, std::move(message), std::move(help));
  }

  /// A fault after which nothing more is understood.
  void fail(std::string message, std::size_t begin, std::size_t end, std::string help = {},
            std::string code = "condition-syntax") {
    mistake(std::move(message), begin, end, std::move(help), std::move(code));
    is_failed_ = true;
    advance();
  }

  Operand faulty_from(std::size_t begin) const {
    return {Operand::Faulty{}, begin, std::max(begin, end_)};
  }

  std::string_view text_;
  Lexer lexer_;
  ConditionBuilder build_;
  Token token_{};
  std::size_t end_ = 0; ///< of the last token taken
  int depth_ = 0;
  bool is_sound_ = true;
  bool is_failed_ = false;
};

} // namespace

std::optional<Condition> parse_condition(const Text& text, std::size_t open,
                                         const ArgumentScope& scope,
                                         diagnostic::Diagnostics& diagnostics) {
  return Parser(text, open, scope, diagnostics).parse();
}

} // namespace callgate::policy
