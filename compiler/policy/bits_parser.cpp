#include "policy/bits_parser.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace callgate::policy {

namespace {

bool is_bit_operator(TokenKind kind) {
  return kind == TokenKind::ampersand || kind == TokenKind::bar;
}

} // namespace

Operand BitsParser::parse_bits(Operand first) {
  const TokenKind glyph = token().kind;
  if (!is_bit_operator(glyph)) return first;
  std::vector<Operand> operands;
  operands.push_back(std::move(first));
  std::optional<Token> other;
  while (is_bit_operator(token().kind)) {
    const Token operation = take();
    if (operation.kind != glyph && !other) other = operation;
    operands.push_back(parse_unary());
  }
  if (!other)
    return glyph == TokenKind::bar ? build().joined(std::move(operands))
                                   : build().masked(std::move(operands));
  const std::size_t begin = operands.front().begin;
  const std::size_t end = operands.back().end;
  if (!is_failed()) {
    const bool mask_first = glyph == TokenKind::ampersand;
    const std::size_t split = mask_first ? operands[1].begin : operands[0].begin;
    mistake("\"|\" beside \"&\" needs parentheses", other->begin, other->end,
            mask_first ? "write " + build().text(operands[0]) + " & (" + build().text(split, end) +
                             ") if that is meant"
                       : "write parentheses around what belongs together");
  }
  return {Operand::Faulty{}, begin, end};
}

Operand BitsParser::parse_unary() {
  switch (token().kind) {
  case TokenKind::tilde: {
    const Token tilde = take();
    const Nesting nesting(*this, tilde);
    return build().complement(tilde.begin, parse_unary());
  }
  case TokenKind::minus:
    return parse_negative();
  case TokenKind::number: {
    const Token number = take();
    return build().number(number.begin, number.begin, number.end);
  }
  case TokenKind::name:
    return parse_name();
  case TokenKind::left_parenthesis:
    return parse_parentheses();
  default: {
    const Token found = token();
    unexpected(found);
    return {Operand::Faulty{}, found.begin, found.begin};
  }
  }
}

Operand BitsParser::parse_negative() {
  const Token minus = take();
  const Token number = token();
  if (!at(TokenKind::number)) {
    fail("\"-\" is not followed by a number", minus.begin, minus.end, "only numbers have a sign");
    return faulty_from(minus.begin);
  }
  take();
  return build().number(minus.begin, number.begin, number.end);
}

Operand BitsParser::parse_parentheses() {
  const Token open = take();
  const Nesting nesting(*this, open);
  Operand inner = parse_inner();
  inner.begin = open.begin;
  inner.end = token().end;
  expect(TokenKind::right_parenthesis, ")");
  return inner;
}

Operand BitsParser::parse_name() {
  const Token name = take();
  return at(TokenKind::left_parenthesis) ? parse_applied(name) : build().name(name.begin, name.end);
}

} // namespace callgate::policy
