#include "ruleset/constants.hpp"

#include <vector>

#include "arch/constants.hpp"
#include "diagnostic/printable.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

namespace {

using policy::BitOperation;
using policy::Constant;
using policy::Number;

constexpr std::uint64_t top_bit(std::uint8_t bits) {
  return std::uint64_t{1} << (bits - 1);
}

bool fits(const Number& number, ValueType type, Use use) {
  const bool by_order = use == Use::order;
  if (number.is_negative && number.magnitude != 0)
    return (!by_order || type.is_signed) && number.magnitude <= top_bit(type.bits);
  const bool half = by_order && type.is_signed;
  return number.magnitude <= (half ? top_bit(type.bits) - 1 : all_bits(type.bits));
}

} // namespace

std::optional<std::uint64_t> Constants::value_of(const Constant& constant, ValueType type,
                                                 Use use) const {
  if (const auto* operation = std::get_if<BitOperation>(&constant.value))
    return operate(*operation, type);
  const auto number = number_of(constant);
  if (!number) return std::nullopt;
  if (!fits(*number, type, use)) {
    report_misfit(constant, *number, type, use);
    return std::nullopt;
  }
  const std::uint64_t bits = number->is_negative ? 0 - number->magnitude : number->magnitude;
  return bits & all_bits(type.bits);
}

std::optional<std::uint64_t> Constants::operate(const BitOperation& operation,
                                                ValueType type) const {
  std::vector<std::uint64_t> values;
  for (const Constant& part : operation.operands) {
    if (const auto value = value_of(part, type, Use::modulo)) values.push_back(*value);
  }
  if (values.size() != operation.operands.size()) return std::nullopt;
  std::uint64_t result = values.front();
  for (const std::uint64_t value : values) {
    if (operation.kind == BitOperation::Kind::any) result |= value;
    if (operation.kind == BitOperation::Kind::all) result &= value;
  }
  if (operation.kind == BitOperation::Kind::complement) result = ~result & all_bits(type.bits);
  return result;
}

std::optional<Number> Constants::number_of(const Constant& constant) const {
  if (const auto* number = std::get_if<Number>(&constant.value)) return *number;
  const std::string& name = std::get<std::string>(constant.value);
  const auto value = arch::constant_value(abi_, name);
  if (!value) {
    mistakes_({"constant-on-abi", constant.span, "the constant " + name + " does not exist",
               otherwise_(name)});
    return std::nullopt;
  }
  const bool is_negative = *value >= top_bit(64);
  return Number{is_negative ? 0 - *value : *value, is_negative};
}

bool Constants::is_absent(const Constant& constant) const {
  const auto* name = std::get_if<std::string>(&constant.value);
  return name != nullptr && !arch::constant_value(abi_, *name);
}

void Constants::report_misfit(const Constant& constant, const Number& number, ValueType type,
                              Use use) const {
  const std::string written = std::string(type.is_signed ? "signed" : "unsigned") + " and has " +
                              std::to_string(type.bits) + " bits";
  const std::string value = (number.is_negative ? "-" : "") + std::to_string(number.magnitude);
  const bool equality_would_do = use == Use::order && fits(number, type, Use::modulo);
  const std::string top = std::to_string(top_bit(type.bits));
  mistakes_({"out-of-range", constant.span,
             value + " is no value of an argument that is " + written,
             equality_would_do
                 ? "an order needs a value of the type; == takes it modulo 2^" +
                       std::to_string(type.bits) + ", and " + (type.is_signed ? "u" : "s") +
                       std::to_string(type.bits <= 32 ? 32 : 64) + "(…) compares in the other sign"
             : use == Use::order && type.is_signed
                 ? "values go from -" + top + " to " + std::to_string(top_bit(type.bits) - 1)
                 : "values go from 0 to " + std::to_string(all_bits(type.bits)) +
                       (use == Use::order ? "" : ", negative ones down to -" + top)});
}

} // namespace callgate::ruleset
