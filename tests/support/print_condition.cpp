#include "support/print_condition.hpp"

#include <string_view>

namespace callgate::tests {

namespace {

using namespace policy;

std::string text_of(const Constant& constant);
std::string text_of(const Element& element);
std::string text_of(const Condition& condition);

template <typename T>
std::string list(const std::vector<T>& parts, std::string_view glyph) {
  std::string text;
  for (const T& part : parts)
    text += (text.empty() ? "" : std::string(glyph)) + text_of(part);
  return text;
}

std::string text_of(const Constant& constant) {
  if (const auto* number = std::get_if<Number>(&constant.value))
    return (number->is_negative ? "-" : "") + std::to_string(number->magnitude);
  if (const auto* name = std::get_if<std::string>(&constant.value)) return *name;
  const auto& operation = std::get<BitOperation>(constant.value);
  if (operation.kind == BitOperation::Kind::complement)
    return "~" + text_of(operation.operands.front());
  return "(" + list(operation.operands, operation.kind == BitOperation::Kind::any ? " | " : " & ") +
         ")";
}

std::string text_of(const Element& element) {
  return text_of(element.first) + (element.last ? ".." + text_of(*element.last) : "") +
         (element.may_be_absent ? "?" : "");
}

std::string text_of(const Term& term) {
  std::string text = term.argument;
  if (term.as)
    text = (term.as->is_signed ? "s" : "u") + std::to_string(term.as->bits) + "(" + text + ")";
  return term.mask ? "(" + text + " & " + text_of(*term.mask) + ")" : text;
}

std::string text_of(const Comparison& test) {
  constexpr std::string_view glyphs[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
  return "(" + text_of(test.term) + std::string(glyphs[static_cast<std::size_t>(test.relation)]) +
         text_of(test.constant) + ")";
}

std::string text_of(const Membership& test) {
  return "(" + text_of(test.term) + " in {" + list(test.elements, ", ") + "})";
}

std::string text_of(const NonZero& test) {
  return text_of(test.term);
}

std::string text_of(const Combination& test) {
  if (test.kind == Combination::Kind::negation) {
    return "!" + text_of(test.operands.front());
  }
  return "(" + list(test.operands, test.kind == Combination::Kind::all ? " && " : " || ") + ")";
}

std::string text_of(const Condition& condition) {
  return std::visit([](const auto& test) { return text_of(test); }, condition.test);
}

} // namespace

std::string printed(const policy::Condition& condition) {
  return text_of(condition);
}

} // namespace callgate::tests
