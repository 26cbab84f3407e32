// The part of the builder that reads words: numbers, arguments, constants, and names that
// are neither.
#include <algorithm>
#include <array>

#include "arch/constants.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"
#include "policy/characters.hpp"
#include "policy/condition_builder.hpp"
#include "policy/lexer.hpp"

namespace callgate::policy {

namespace {

using diagnostic::quoted;

bool is_upper(char c) {
  return 'A' <= c && c <= 'Z';
}

bool is_lower(char c) {
  return 'a' <= c && c <= 'z';
}

std::string in_upper_case(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

/// The constants that can be near `name`: for each letter that a word has and the other
/// lacks there is an edit. Spares comparing most of eight thousand names in full.
std::vector<std::string_view> constants_like(std::string_view name) {
  const auto byte = [](char c) { return static_cast<unsigned char>(c); };
  std::array<std::uint8_t, 256> letters{};
  for (const char c : name.substr(0, 255))
    ++letters[byte(c)];
  std::vector<std::string_view> names = arch::all_constant_names();
  std::erase_if(names, [&](std::string_view candidate) {
    auto left = letters;
    const auto is_added = [&](char c) {
      std::uint8_t& count = left[byte(c)];
      if (count == 0) return true;
      --count;
      return false;
    };
    const auto added = std::count_if(candidate.begin(), candidate.end(), is_added);
    const std::size_t common = candidate.size() - static_cast<std::size_t>(added);
    return std::max(candidate.size(), name.size()) - common >
           std::max<std::size_t>(name.size() / 3, 1);
  });
  return names;
}

} // namespace

Operand ConditionBuilder::number(std::size_t begin, std::size_t first_digit, std::size_t end) {
  constexpr std::uint64_t most_negative = std::uint64_t{1} << 63;
  Operand result{Operand::Faulty{}, begin, end};
  const std::string written = text(begin, end);
  const auto read = parse_magnitude(text_.value.substr(first_digit, end - first_digit));
  const bool is_negative = first_digit != begin;
  if (const auto* magnitude = std::get_if<std::uint64_t>(&read)) {
    if (is_negative && *magnitude > most_negative)
      error("number", result, quoted(written) + " is too small",
            "numbers go from -2^63 to 2^64 - 1");
    else
      result.value =
          Constant{Number{*magnitude, is_negative && *magnitude != 0}, place(begin, end)};
    return result;
  }
  switch (std::get<NumberFault>(read)) {
  case NumberFault::digits:
    error("number", result, quoted(written) + " is no number",
          "write 31, 0x1f, 0o37 or 0b11111, without a suffix");
    break;
  case NumberFault::octal:
    error("number", result, quoted(written) + " is no number: 0 begins an octal one",
          "leave the 0 out if it is decimal");
    break;
  case NumberFault::too_large:
    error("number", result, quoted(written) + " is too " + (is_negative ? "small" : "large"),
          "numbers go from -2^63 to 2^64 - 1");
    break;
  }
  return result;
}

std::optional<Operand> ConditionBuilder::register_or_argument(std::size_t begin, std::size_t end) {
  const std::string name = text(begin, end);
  const Span span = place(begin, end);
  if (const auto raw = register_named(name)) {
    if (*raw < 6)
      return Operand{Term{name, static_cast<std::uint8_t>(*raw), {}, {}, span, span}, begin, end};
    error("unknown-argument", begin, end, "there is no register " + quoted(name),
          "filters see six, arg0 to arg5");
    return Operand{Operand::Faulty{}, begin, end};
  }
  if (scope_.has(name)) return Operand{Term{name, {}, {}, {}, span, span}, begin, end};
  return std::nullopt;
}

Operand ConditionBuilder::name(std::size_t begin, std::size_t end) {
  if (auto argument = register_or_argument(begin, end)) {
    const auto* term = std::get_if<Term>(&argument->value);
    const auto other = term != nullptr && term->raw ? scope_.other_register(*term->raw)
                                                    : std::optional<std::uint8_t>();
    if (other)
      diagnostics_.warning(
          "ambiguous-argument", place(begin, end),
          quoted(term->argument) + " means register " + std::to_string(*term->raw) +
              ", counted from 0, but " + scope_.title() + "'s own " + quoted(term->argument) +
              " is register " + std::to_string(*other),
          "write arg" + std::to_string(*other) + " for " + scope_.title() + "'s own, or u64(" +
              term->argument + ") for register " + std::to_string(*term->raw));
    return *std::move(argument);
  }
  const std::string name = text(begin, end);
  if (arch::is_constant_name(name)) return {Constant{name, place(begin, end)}, begin, end};
  return {Operand::UnknownName{}, begin, end};
}

Operand ConditionBuilder::reinterpreted_name(std::size_t begin, std::size_t end) {
  if (auto argument = register_or_argument(begin, end)) return *std::move(argument);
  return name(begin, end);
}

/// Makes an unknown name on the constant side an error.
void ConditionBuilder::expect_constant(Operand& operand) {
  if (!is<Operand::UnknownName>(operand)) return;
  const std::string name = text(operand);
  std::string help = arch::is_constant_name(in_upper_case(name))
                         ? "did you mean " + quoted(in_upper_case(name)) + "?"
                         : diagnostic::did_you_mean(name, constants_like(name));
  if (help.empty()) help = "a constant that is in no table can be written as a number";
  error("unknown-constant", operand, "unknown constant " + quoted(name), std::move(help));
  operand.value = Operand::Faulty{};
}

/// The same on the side of the argument.
void ConditionBuilder::expect_argument(Operand& operand) {
  if (!is<Operand::UnknownName>(operand)) return;
  operand.value = Operand::Faulty{};
  if (scope_.is_any()) return;
  const std::string name = text(operand);
  if (!scope_.are_known())
    return error("unknown-argument", operand,
                 "the arguments of " + quoted(scope_.title()) + " have no names here",
                 "write the registers: arg0 to arg5");
  error("unknown-argument", operand,
        "unknown argument " + quoted(name) + " of " + quoted(scope_.title()),
        scope_.list().empty() ? "it takes no arguments"
                              : diagnostic::did_you_mean_or_choose(name, scope_.list()));
}

/// For names beside nothing that tells: constants are in capitals.
void ConditionBuilder::expect_by_spelling(Operand& operand) {
  if (!is<Operand::UnknownName>(operand)) return;
  const std::string name = text(operand);
  if (std::any_of(name.begin(), name.end(), is_upper) &&
      std::none_of(name.begin(), name.end(), is_lower))
    expect_constant(operand);
  else
    expect_argument(operand);
}

void ConditionBuilder::expect_beside(Operand& left, Operand& right) {
  const auto expect = [this](Operand& operand, bool beside_term, bool beside_constant) {
    if (beside_term)
      expect_constant(operand);
    else if (beside_constant)
      expect_argument(operand);
    else
      expect_by_spelling(operand);
  };
  const bool left_term = is<Term>(left);
  const bool left_constant = is<Constant>(left);
  expect(left, is<Term>(right), is<Constant>(right));
  expect(right, left_term, left_constant);
}

} // namespace callgate::policy
