#include "policy/condition_builder.hpp"

#include <algorithm>
#include <utility>

#include "diagnostic/printable.hpp"
#include "policy/characters.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

Relation turned_around(Relation relation) {
  switch (relation) {
  case Relation::less:
    return Relation::greater;
  case Relation::less_equal:
    return Relation::greater_equal;
  case Relation::greater:
    return Relation::less;
  case Relation::greater_equal:
    return Relation::less_equal;
  default:
    return relation;
  }
}

bool is_below(const Number& a, const Number& b) {
  if (a.is_negative != b.is_negative) return a.is_negative;
  return a.is_negative ? a.magnitude > b.magnitude : a.magnitude < b.magnitude;
}

} // namespace

std::string_view glyph(Relation relation) {
  constexpr std::string_view glyphs[] = {"==", "!=", "<", "<=", ">", ">="};
  return glyphs[static_cast<std::size_t>(relation)];
}

std::string ConditionBuilder::text(std::size_t begin, std::size_t end) const {
  return std::string(text_.value.substr(begin, end - begin));
}

void ConditionBuilder::error(std::string code, std::size_t begin, std::size_t end,
                             std::string message, std::string help) {
  diagnostics_.error(std::move(code), place(begin, end), std::move(message), std::move(help));
}

// ---- bits ----------------------------------------------------------------

Operand ConditionBuilder::reinterpreted(Reinterpretation as, std::size_t begin, Operand argument,
                                        std::size_t end) {
  expect_argument(argument);
  Operand result{Operand::Faulty{}, begin, end};
  if (is<Operand::Faulty>(argument)) return result;
  const std::string type = text(begin, begin + 3);
  auto* term = std::get_if<Term>(&argument.value);
  if (term == nullptr) {
    error("reinterpretation", argument, type + "(…) holds no argument",
          is<Constant>(argument) ? "constants take the type of the argument beside them"
                                 : "write " + type + "(…) around the argument alone");
  } else if (term->as || term->mask) {
    error("reinterpretation", argument, type + "(…) holds more than an argument",
          term->mask ? "mask outside: " + type + "(" + term->argument + ") & …"
                     : "choose one of the two types");
  } else {
    term->as = as;
    term->span = place(begin, end);
    result.value = std::move(*term);
  }
  return result;
}

Operand ConditionBuilder::complement(std::size_t begin, Operand operand) {
  if (is<Operand::UnknownName>(operand)) expect_by_spelling(operand);
  Operand result{Operand::Faulty{}, begin, operand.end};
  if (auto* constant = std::get_if<Constant>(&operand.value)) {
    BitOperation operation{BitOperation::Kind::complement, {}};
    operation.operands.push_back(std::move(*constant));
    result.value = Constant{std::move(operation), place(begin, operand.end)};
  } else if (const auto* term = std::get_if<Term>(&operand.value)) {
    error("complement", result, "\"~\" is for constants, and this is an argument",
          "complement the constant: " + term->argument + " & ~MASK, or " + term->argument +
              " & MASK == 0 where no bit may be set");
  } else if (is<Condition>(operand)) {
    error("complement", result, "\"~\" is for constants, and this is a condition",
          "write !" + text(operand));
  }
  return result;
}

/// Whether one of them is a condition, which is said.
bool ConditionBuilder::refuse_conditions(const std::vector<Operand>& operands,
                                         std::string_view sign) {
  const auto found = std::find_if(operands.begin(), operands.end(), is<Condition>);
  if (found == operands.end()) return false;
  error("condition-syntax", *found, quoted(sign) + " joins bits, and this is a condition",
        "write " + quoted(std::string(sign) + std::string(sign)));
  return true;
}

/// All operands are constants.
Operand ConditionBuilder::bits(BitOperation::Kind kind, std::vector<Operand> operands) {
  const std::size_t begin = operands.front().begin;
  const std::size_t end = operands.back().end;
  BitOperation operation{kind, {}};
  for (Operand& operand : operands)
    operation.operands.push_back(std::get<Constant>(std::move(operand.value)));
  return {Constant{std::move(operation), place(begin, end)}, begin, end};
}

Operand ConditionBuilder::joined(std::vector<Operand> operands) {
  for (Operand& operand : operands)
    expect_constant(operand);
  Operand faulty{Operand::Faulty{}, operands.front().begin, operands.back().end};
  if (refuse_conditions(operands, "|")) return faulty;
  const auto term = std::find_if(operands.begin(), operands.end(), is<Term>);
  if (term != operands.end()) {
    error("condition-syntax", *term, "\"|\" joins constants, and this is an argument",
          "between conditions write \"||\"; arguments can be masked, with \"&\"");
    return faulty;
  }
  if (std::any_of(operands.begin(), operands.end(), is<Operand::Faulty>)) return faulty;
  return bits(BitOperation::Kind::any, std::move(operands));
}

Operand ConditionBuilder::masked(std::vector<Operand> operands) {
  expect_beside(operands[0], operands[1]);
  for (Operand& operand : operands)
    expect_constant(operand);
  const std::size_t begin = operands.front().begin;
  const std::size_t end = operands.back().end;
  Operand faulty{Operand::Faulty{}, begin, end};
  if (refuse_conditions(operands, "&")) return faulty;
  if (std::any_of(operands.begin(), operands.end(), is<Operand::Faulty>)) return faulty;

  const auto term = std::find_if(operands.begin(), operands.end(), is<Term>);
  if (term == operands.end()) return bits(BitOperation::Kind::all, std::move(operands));
  const auto second = std::find_if(term + 1, operands.end(), is<Term>);
  if (second != operands.end()) return refuse_arguments(*term, *second);
  Term result = std::get<Term>(term->value);
  if (result.mask || operands.size() > 2) {
    std::string masks;
    for (auto operand = operands.begin(); operand != operands.end(); ++operand) {
      if (operand != term) masks += (masks.empty() ? "" : " & ") + text(*operand);
    }
    error("condition-syntax", faulty, "an argument with two masks",
          result.mask ? "join the masks: " + result.argument + " & (A & B)"
                      : "write " + text(*term) + " & (" + masks + ")");
    return faulty;
  }
  Operand& mask = term == operands.begin() ? operands[1] : operands[0];
  result.mask = std::get<Constant>(std::move(mask.value));
  result.span = place(begin, end);
  return {std::move(result), begin, end};
}

// ---- tests ----------------------------------------------------------------

Operand ConditionBuilder::refuse_arguments(const Operand& left, const Operand& right) {
  error("two-arguments", left.begin, right.end, "two arguments beside each other",
        "a filter compares an argument with constants only");
  return {Operand::Faulty{}, left.begin, right.end};
}

Operand ConditionBuilder::compared(Operand left, Relation relation, Operand right) {
  expect_beside(left, right);
  Operand result{Operand::Faulty{}, left.begin, right.end};
  if (is<Operand::Faulty>(left) || is<Operand::Faulty>(right)) return result;
  if (is<Condition>(left) || is<Condition>(right)) {
    error("condition-syntax", is<Condition>(left) ? left : right, "a condition cannot be compared",
          "join conditions with \"&&\" and \"||\", negate one with \"!\"");
    return result;
  }
  if (is<Term>(left) && is<Term>(right)) return refuse_arguments(left, right);
  if (is<Constant>(left) && is<Constant>(right)) {
    error("no-argument", result, "a comparison without an argument");
    return result;
  }
  if (is<Constant>(left)) {
    std::swap(left, right);
    relation = turned_around(relation);
  }
  result.value = Condition{Comparison{std::get<Term>(std::move(left.value)), relation,
                                      std::get<Constant>(std::move(right.value))},
                           place(result.begin, result.end)};
  return result;
}

Operand ConditionBuilder::chained(const Operand& left, Relation first, const Operand& middle,
                                  Relation second, const Operand& right) {
  const auto join = [this](const Operand& a, Relation relation, const Operand& b) {
    return text(a) + " " + std::string(glyph(relation)) + " " + text(b);
  };
  Operand result{Operand::Faulty{}, left.begin, right.end};
  for (const Operand* part : {&left, &middle, &right}) {
    if (is<Operand::Faulty>(*part)) return result;
  }
  const bool is_range = is<Term>(middle) && is<Constant>(left) && is<Constant>(right);
  error("chained", result, "comparisons do not chain",
        is_range ? "write " + join(middle, turned_around(first), left) + " && " +
                       join(middle, second, right)
                 : "join two comparisons with \"&&\"");
  return result;
}

std::optional<Element> ConditionBuilder::element(Operand first, std::optional<Operand> last,
                                                 bool may_be_absent) {
  bool is_sound = true;
  for (Operand* end : {&first, last ? &*last : nullptr}) {
    if (end == nullptr) continue;
    expect_constant(*end);
    if (is<Term>(*end) || is<Condition>(*end))
      error("condition-syntax", *end, "a set holds constants only");
    is_sound = is_sound && is<Constant>(*end);
  }
  if (!is_sound) return std::nullopt;
  const std::size_t end = last ? last->end : first.end + (may_be_absent ? 1 : 0);
  Element result{std::get<Constant>(first.value), {}, may_be_absent, place(first.begin, end)};
  if (!last) return result;
  result.last = std::get<Constant>(last->value);
  const auto* low = std::get_if<Number>(&result.first.value);
  const auto* high = std::get_if<Number>(&result.last->value);
  if (low == nullptr || high == nullptr || !is_below(*high, *low)) return result;
  error("empty-range", first.begin, end, "nothing is in this range",
        "write " + text(*last) + ".." + text(first));
  return std::nullopt;
}

Operand ConditionBuilder::member(Operand left, std::vector<Element> elements, bool all_sound,
                                 std::size_t end) {
  expect_argument(left);
  Operand result{Operand::Faulty{}, left.begin, end};
  if (is<Constant>(left) || is<Condition>(left)) {
    error("no-argument", left, "\"in\" does not follow an argument");
    return result;
  }
  auto* term = std::get_if<Term>(&left.value);
  if (term == nullptr || !all_sound) return result;
  result.value =
      Condition{Membership{std::move(*term), std::move(elements)}, place(left.begin, end)};
  return result;
}

// ---- wholes ---------------------------------------------------------------

std::optional<Constant> ConditionBuilder::constant(Operand operand) {
  expect_constant(operand);
  if (auto* found = std::get_if<Constant>(&operand.value)) return std::move(*found);
  if (is<Term>(operand))
    error("no-constant", operand, "an argument where a constant should stand",
          "write its value, or NAME=VALUE to say which argument is meant");
  return std::nullopt;
}

std::optional<Condition> ConditionBuilder::condition(Operand operand) {
  expect_by_spelling(operand);
  if (auto* found = std::get_if<Condition>(&operand.value)) return std::move(*found);
  if (auto* term = std::get_if<Term>(&operand.value)) {
    if (term->mask) return Condition{NonZero{std::move(*term)}, place(operand.begin, operand.end)};
    error("bare-argument", operand, "an argument alone is no condition",
          "write " + text(operand) + " != 0");
  } else if (is<Constant>(operand)) {
    error("no-argument", operand, "a constant alone is no condition",
          "to test for one of several values write: argument in {A, B}");
  }
  return std::nullopt;
}

Operand ConditionBuilder::combined(Combination::Kind kind, std::vector<Operand> operands,
                                   std::size_t begin, std::size_t end) {
  Operand result{Operand::Faulty{}, begin, end};
  Combination combination{kind, {}};
  bool is_sound = true;
  for (Operand& operand : operands) {
    if (auto found = condition(std::move(operand)))
      combination.operands.push_back(*std::move(found));
    else
      is_sound = false;
  }
  if (is_sound) result.value = Condition{std::move(combination), place(begin, end)};
  return result;
}

} // namespace callgate::policy
