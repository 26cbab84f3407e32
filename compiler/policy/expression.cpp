#include "policy/expression.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"
#include "policy/bits_parser.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

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

/// Goes down the grammar with one token of look-ahead.
class Parser : public BitsParser {
public:
  Parser(const Text& text, std::size_t open, const ArgumentScope& scope,
         diagnostic::Diagnostics& diagnostics)
      : BitsParser(text, open, "condition", scope, diagnostics) {}

  std::optional<Condition> parse() {
    const Token open = take();
    if (at(TokenKind::right_parenthesis)) {
      fail("empty condition", open.begin, token().end,
           "without parentheses an entry is about every call of that name");
      return std::nullopt;
    }
    Operand all = parse_any();
    const std::size_t close = token().end;
    if (!expect(TokenKind::right_parenthesis, ")")) return std::nullopt;
    if (close != text().size()) {
      const std::string_view rest = text().substr(close);
      fail("unexpected " + quoted(rest) + " behind the condition", close, text().size(),
           rest.starts_with('@')
               ? "write the ABI before the condition: \"openat@x86_64(flags == 0)\""
               : "one pair of parentheses holds the whole condition, and ends the entry");
      return std::nullopt;
    }
    auto condition = build().condition(std::move(all));
    return is_sound() ? std::move(condition) : std::nullopt;
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
    return build().combined(kind, std::move(parts), begin, end);
  }

  Operand parse_test() {
    if (at(TokenKind::bang)) return parse_negation();
    return parse_relation(parse_bits());
  }

  /// `!(…)` or `!!…`; what else follows may be misread, and is told so.
  Operand parse_negation() {
    const Token bang = token();
    advance();
    const bool is_clear = at(TokenKind::left_parenthesis) || at(TokenKind::bang);
    const Nesting nesting(*this, bang);
    Operand inner = at(TokenKind::bang) ? parse_negation() : parse_unary();
    const std::size_t clear_end = inner.end;
    inner = parse_relation(parse_bits(std::move(inner)));
    const std::size_t end = inner.end;
    if (!is_failed() && (!is_clear || inner.end != clear_end)) {
      mistake("\"!\" needs parentheses to tell what it applies to", bang.begin, bang.end,
              "write !(" + build().text(inner) + ")");
      return {Operand::Faulty{}, bang.begin, end};
    }
    if (!is_failed() && !bang.meant.empty())
      mistake(quoted(text(bang)) + " is written \"!\"", bang.begin, bang.end,
              "write !" + build().text(inner));
    std::vector<Operand> operands;
    operands.push_back(std::move(inner));
    return build().combined(Combination::Kind::negation, std::move(operands), bang.begin, end);
  }

  /// What may follow the first `bits` of a test.
  Operand parse_relation(Operand left) {
    if (at(TokenKind::in)) return parse_membership(std::move(left));
    if (at(TokenKind::bang)) return parse_not_in(left);
    const auto relation = relation_of(token().kind);
    if (!relation) return left;
    take();
    if (at(TokenKind::left_brace)) return parse_compared_set(left, *relation);
    Operand right = parse_bits();
    const auto second = relation_of(token().kind);
    if (!second) return build().compared(std::move(left), *relation, std::move(right));
    take();
    Operand last = parse_bits();
    if (relation_of(token().kind)) return parse_long_chain(left);
    return build().chained(left, *relation, right, *second, last);
  }

  /// From the fourth operand on, which nobody means.
  Operand parse_long_chain(const Operand& first) {
    std::size_t end = taken_end();
    while (relation_of(token().kind)) {
      take();
      end = parse_bits().end;
    }
    mistake("comparisons do not chain", first.begin, end, "join two comparisons with \"&&\"",
            "chained");
    return {Operand::Faulty{}, first.begin, end};
  }

  // ---- sets -------------------------------------------------------------

  Operand parse_membership(Operand left) {
    take();
    if (!at(TokenKind::left_brace)) {
      fail("\"in\" is not followed by a set", token().begin, token().end,
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
    const std::size_t end = token().end;
    if (!expect(TokenKind::right_brace, "}")) return faulty_from(left.begin);
    if (is_empty) {
      mistake("the set is empty, so that nothing is in it", open.begin, end, {}, "empty-set");
      all_sound = false;
    }
    return build().member(std::move(left), std::move(elements), all_sound, end);
  }

  std::optional<Element> parse_element() {
    const bool is_name = at(TokenKind::name);
    Operand first = parse_bits();
    if (at(TokenKind::question)) {
      const Token question = take();
      if (!is_name || at(TokenKind::range) ||
          build().text(first).find_first_of("|&(") != std::string::npos) {
        mistake("\"?\" may follow the name of a constant alone", question.begin, question.end);
        if (at(TokenKind::range)) parse_range_end();
        return std::nullopt;
      }
      return build().element(std::move(first), std::nullopt, true);
    }
    if (!at(TokenKind::range)) return build().element(std::move(first), std::nullopt, false);
    return build().element(std::move(first), parse_range_end(), false);
  }

  Operand parse_range_end() {
    take();
    return parse_bits();
  }

  /// `a not in {…}`, `a !in {…}`
  Operand parse_not_in(const Operand& left) {
    const Token bang = token();
    advance();
    if (!at(TokenKind::in)) {
      unexpected(bang);
      return faulty_from(left.begin);
    }
    const std::size_t end = token().end;
    const Operand inner = parse_membership(left);
    if (!is_failed())
      mistake("\"not in\" is no operator", bang.begin, end,
              "write !(" + build().text(left) + " " + build().text(end - 2, inner.end) + ")");
    return {Operand::Faulty{}, inner.begin, inner.end};
  }

  /// `a == {…}`
  Operand parse_compared_set(const Operand& left, Relation relation) {
    const std::size_t open = token().begin;
    const bool is_equal = relation == Relation::equal || relation == Relation::not_equal;
    const std::size_t close = std::min(text().find('}', open), text().size() - 1) + 1;
    const std::string in = build().text(left) + " in " + build().text(open, close);
    fail("a set cannot be compared", open, close,
         !is_equal                     ? std::string()
         : relation == Relation::equal ? "write " + in
                                       : "write !(" + in + ")");
    return faulty_from(left.begin);
  }

  // ---- values -----------------------------------------------------------

  Operand parse_inner() override { return parse_any(); }

  Operand parse_applied(const Token& name) override {
    const std::string_view word = text(name);
    const auto as = type_named(word);
    if (!as) {
      fail(quoted(word) + " is no type", name.begin, name.end, "choose from u32, s32, u64, s64");
      return faulty_from(name.begin);
    }
    take();
    const Token inner = token();
    Operand argument = faulty_from(inner.begin);
    if (at(TokenKind::name) && following() == TokenKind::right_parenthesis) {
      take();
      argument = build().reinterpreted_name(inner.begin, inner.end);
    } else {
      const Nesting nesting(*this, name);
      argument = parse_any();
    }
    const std::size_t end = token().end;
    if (!expect(TokenKind::right_parenthesis, ")")) return faulty_from(name.begin);
    return build().reinterpreted(*as, name.begin, std::move(argument), end);
  }

  [[nodiscard]] std::string advice(const Token& found) const override {
    if (text(found) == ".") return "a range has two dots: fd in {3..7}";
    switch (found.kind) {
    case TokenKind::left_brace:
      return "sets stand behind \"in\": domain in {AF_UNIX, AF_INET}";
    case TokenKind::question:
      return "constants that an ABI may lack stand in sets: request in {TCGETS, TCGETS2?}";
    case TokenKind::range:
      return "ranges stand in sets: fd in {3..7}";
    case TokenKind::bang:
      return "\"!\" negates a condition: !(fd == 1)";
    default:
      return BitsParser::advice(found);
    }
  }
};

} // namespace

std::optional<Condition> parse_condition(const Text& text, std::size_t open,
                                         const ArgumentScope& scope,
                                         diagnostic::Diagnostics& diagnostics) {
  return Parser(text, open, scope, diagnostics).parse();
}

} // namespace callgate::policy
