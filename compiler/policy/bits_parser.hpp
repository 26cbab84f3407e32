// The part of the language that conditions and calls share: values, and the bits that they
// are joined of.
//
//   bits  = unary { "|" unary } | unary { "&" unary }
//   unary = "~" unary | [ "-" ] number | name | "(" … ")" | name "(" … ")"
//
// What stands in the parentheses is for the two to say.
#pragma once

#include "policy/token_reader.hpp"

namespace callgate::policy {

class BitsParser : public TokenReader {
protected:
  using TokenReader::TokenReader;

  Operand parse_bits() { return parse_bits(parse_unary()); }

  /// What may follow the first operand of `&` or of `|`.
  Operand parse_bits(Operand first);

  Operand parse_unary();

  /// What parentheses may hold.
  virtual Operand parse_inner() = 0;

  /// `name (`, of which the name is taken.
  virtual Operand parse_applied(const Token& name) = 0;

private:
  Operand parse_negative();
  Operand parse_parentheses();
  Operand parse_name();
};

} // namespace callgate::policy
