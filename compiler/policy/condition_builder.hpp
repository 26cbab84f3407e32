// What the grammar of conditions reads, put together: judges which words are arguments
// and which are constants, and what may stand beside what.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "policy/argument_scope.hpp"
#include "policy/condition.hpp"
#include "policy/text.hpp"

namespace callgate::policy {

/// Part of a condition, parentheses around it included.
struct Operand {
  struct Faulty {}; ///< said to be at fault already
  struct UnknownName {};

  std::variant<Faulty, UnknownName, Constant, Term, Condition> value;
  std::size_t begin; ///< bytes of the entry's decoded text
  std::size_t end;
};

/// Whether the operand is a T.
template <typename T>
bool is(const Operand& operand) {
  return std::holds_alternative<T>(operand.value);
}

/// Every operation takes faulty operands silently and returns one if it finds a fault.
class ConditionBuilder {
public:
  ConditionBuilder(const Text& text, const ArgumentScope& scope,
                   diagnostic::Diagnostics& diagnostics)
      : text_(text), scope_(scope), diagnostics_(diagnostics) {}

  /// A number without its sign; `begin` is the sign's place.
  Operand number(std::size_t begin, std::size_t first_digit, std::size_t end);

  /// A name outside of u32(…): an argument, a register or a constant.
  Operand name(std::size_t begin, std::size_t end);

  /// `u32(name)`
  Operand reinterpreted(Reinterpretation as, std::size_t begin, Operand argument, std::size_t end);

  /// The name in it, a register without the warning for registers.
  Operand reinterpreted_name(std::size_t begin, std::size_t end);

  /// `~a`
  Operand complement(std::size_t begin, Operand operand);

  /// `a & b & …`
  Operand masked(std::vector<Operand> operands);

  /// `a | b | …`
  Operand joined(std::vector<Operand> operands);

  Operand compared(Operand left, Relation relation, Operand right);

  /// Says that comparisons do not chain.
  Operand chained(const Operand& left, Relation first, const Operand& middle, Relation second,
                  const Operand& right);

  /// `{first}`, `{first?}` or `{first..last}`
  std::optional<Element> element(Operand first, std::optional<Operand> last, bool may_be_absent);

  Operand member(Operand left, std::vector<Element> elements, bool all_sound, std::size_t end);

  /// `a && b && …`, `a || b || …` or `!a`, from `begin` to `end`.
  Operand combined(Combination::Kind kind, std::vector<Operand> operands, std::size_t begin,
                   std::size_t end);

  /// The operand as a value by itself.
  std::optional<Constant> constant(Operand operand);

  /// The operand as a condition by itself.
  std::optional<Condition> condition(Operand operand);

  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string text(const Operand& operand) const {
    return text(operand.begin, operand.end);
  }
  [[nodiscard]] Span place(std::size_t begin, std::size_t end) const {
    return text_.place.span(begin, end);
  }

  void error(std::string code, std::size_t begin, std::size_t end, std::string message,
             std::string help = {});
  void error(std::string code, const Operand& operand, std::string message, std::string help = {}) {
    error(std::move(code), operand.begin, operand.end, std::move(message), std::move(help));
  }

private:
  std::optional<Operand> register_or_argument(std::size_t begin, std::size_t end);
  void expect_constant(Operand& operand);
  void expect_argument(Operand& operand);
  void expect_by_spelling(Operand& operand);
  void expect_beside(Operand& left, Operand& right);
  bool refuse_conditions(const std::vector<Operand>& operands, std::string_view glyph);
  Operand bits(BitOperation::Kind kind, std::vector<Operand> operands);
  Operand refuse_arguments(const Operand& left, const Operand& right);

  const Text& text_;
  const ArgumentScope& scope_;
  diagnostic::Diagnostics& diagnostics_;
};

/// "<=" and the like.
std::string_view glyph(Relation relation);

} // namespace callgate::policy
