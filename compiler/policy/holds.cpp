#include "policy/holds.hpp"

#include <algorithm>

#include "arch/arguments.hpp"
#include "arch/constants.hpp"

namespace callgate::policy {

namespace {

/// Holds every number of the language, and differences of them.
__extension__ using Integer = __int128;

Integer power_of_two(unsigned bits) {
  return Integer{1} << bits;
}

/// What an argument's bits stand for.
struct Type {
  unsigned bits;
  bool is_signed;
};

/// The integer of that type which is `value` modulo 2^bits.
Integer reduced(Integer value, Type type) {
  const Integer modulus = power_of_two(type.bits);
  Integer result = value % modulus;
  if (result < 0) result += modulus;
  if (type.is_signed && result >= modulus / 2) result -= modulus;
  return result;
}

Type without_sign(Type type) {
  return {type.bits, false};
}

struct Value {
  Integer number;
  Type type;
};

// ---- arguments ------------------------------------------------------------

/// All that a register holds for its kernel: on most 32-bit ABIs the low word.
Integer content(const Occasion& occasion, unsigned slot) {
  const std::uint64_t bits = occasion.registers[slot];
  return arch::has_wide_registers(occasion.abi) ? bits : static_cast<std::uint32_t>(bits);
}

Integer low_word(const Occasion& occasion, unsigned slot) {
  return static_cast<std::uint32_t>(occasion.registers[slot]);
}

Value named_argument(const std::string& name, const Occasion& occasion) {
  const arch::Argument argument = arch::find_argument(occasion.abi, *occasion.call, name).value();
  const Type type{argument.bits, argument.is_signed};
  if (!argument.high_slot) return {reduced(content(occasion, argument.slot), type), type};
  const Integer joined = low_word(occasion, *argument.high_slot) * power_of_two(32) +
                         low_word(occasion, argument.slot);
  return {reduced(joined, type), type};
}

Value argument_of(const Term& term, const Occasion& occasion) {
  const Value value = term.raw ? Value{content(occasion, *term.raw), {64, false}}
                               : named_argument(term.argument, occasion);
  if (!term.as) return value;
  const Type type{term.as->bits, term.as->is_signed};
  return {reduced(value.number, type), type};
}

// ---- constants ------------------------------------------------------------

/// The table writes −100 as 2^64 − 100, which only the argument's sign tells apart.
Integer named_constant(const std::string& name, Type type, arch::Abi abi) {
  const Integer value = arch::constant_value(abi, name).value();
  return type.is_signed && value >= power_of_two(63) ? value - power_of_two(64) : value;
}

Integer value_of(const Constant& constant, Type type, arch::Abi abi);

/// `|`, `&` and `~` work on the argument's bits and give a value of its type.
Integer value_of(const BitOperation& operation, Type type, arch::Abi abi) {
  const auto pattern = [&](const Constant& operand) {
    return static_cast<std::uint64_t>(reduced(value_of(operand, type, abi), without_sign(type)));
  };
  std::uint64_t result = pattern(operation.operands.front());
  if (operation.kind == BitOperation::Kind::complement) result = ~result;
  for (const Constant& operand : operation.operands) {
    if (operation.kind == BitOperation::Kind::any) result |= pattern(operand);
    if (operation.kind == BitOperation::Kind::all) result &= pattern(operand);
  }
  return reduced(result, type);
}

Integer value_of(const Constant& constant, Type type, arch::Abi abi) {
  if (const auto* number = std::get_if<Number>(&constant.value))
    return number->is_negative ? -Integer{number->magnitude} : Integer{number->magnitude};
  if (const auto* name = std::get_if<std::string>(&constant.value))
    return named_constant(*name, type, abi);
  return value_of(std::get<BitOperation>(constant.value), type, abi);
}

// ---- tests ----------------------------------------------------------------

/// The argument, or its masked bits, which have no sign.
Value value_of(const Term& term, const Occasion& occasion) {
  const Value whole = argument_of(term, occasion);
  if (!term.mask) return whole;
  const Type type = without_sign(whole.type);
  const auto bits = static_cast<std::uint64_t>(reduced(whole.number, type));
  const auto mask =
      static_cast<std::uint64_t>(reduced(value_of(*term.mask, whole.type, occasion.abi), type));
  return {bits & mask, type};
}

/// Equality is that of bits: −1 and 2^32 − 1 are the same 32 of them.
bool equals(const Value& value, const Constant& constant, arch::Abi abi) {
  return value.number == reduced(value_of(constant, value.type, abi), value.type);
}

bool holds(const Comparison& test, const Occasion& occasion) {
  const Value value = value_of(test.term, occasion);
  const Integer other = value_of(test.constant, value.type, occasion.abi);
  switch (test.relation) {
  case Relation::equal:
    return equals(value, test.constant, occasion.abi);
  case Relation::not_equal:
    return !equals(value, test.constant, occasion.abi);
  case Relation::less:
    return value.number < other;
  case Relation::less_equal:
    return value.number <= other;
  case Relation::greater:
    return value.number > other;
  case Relation::greater_equal:
    return value.number >= other;
  }
  return false;
}

bool is_absent(const Element& element, arch::Abi abi) {
  const auto* name = std::get_if<std::string>(&element.first.value);
  return element.may_be_absent && name != nullptr && !arch::constant_value(abi, *name);
}

bool holds(const Membership& test, const Occasion& occasion) {
  const arch::Abi abi = occasion.abi;
  const Value value = value_of(test.term, occasion);
  return std::any_of(test.elements.begin(), test.elements.end(), [&](const Element& element) {
    if (is_absent(element, abi)) return false;
    if (!element.last) return equals(value, element.first, abi);
    return value_of(element.first, value.type, abi) <= value.number &&
           value.number <= value_of(*element.last, value.type, abi);
  });
}

bool holds(const NonZero& test, const Occasion& occasion) {
  return value_of(test.term, occasion).number != 0;
}

bool holds(const Combination& test, const Occasion& occasion) {
  const auto part = [&](const Condition& operand) { return holds(operand, occasion); };
  switch (test.kind) {
  case Combination::Kind::all:
    return std::all_of(test.operands.begin(), test.operands.end(), part);
  case Combination::Kind::any:
    return std::any_of(test.operands.begin(), test.operands.end(), part);
  case Combination::Kind::negation:
    return !part(test.operands.front());
  }
  return false;
}

} // namespace

bool holds(const Condition& condition, const Occasion& occasion) {
  return std::visit([&](const auto& test) { return holds(test, occasion); }, condition.test);
}

} // namespace callgate::policy
