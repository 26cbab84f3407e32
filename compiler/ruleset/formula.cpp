#include "ruleset/formula.hpp"

#include <algorithm>

namespace callgate::ruleset {

namespace {

/// The parts of `formulas`, each negated.
std::vector<Formula> negations(const std::vector<Formula>& formulas) {
  std::vector<Formula> result;
  result.reserve(formulas.size());
  for (const Formula& formula : formulas)
    result.push_back(negation(formula));
  return result;
}

/// What lies between sorted ranges, up to `highest`.
std::vector<Range> gaps(const std::vector<Range>& ranges, std::uint64_t highest) {
  std::vector<Range> result;
  std::uint64_t next = 0;
  for (const Range& range : ranges) {
    if (range.first > next) result.push_back({next, range.first - 1});
    if (range.last == highest) return result;
    next = range.last + 1;
  }
  result.push_back({next, highest});
  return result;
}

} // namespace

bool operator==(const Formula& a, const Formula& b) {
  if (a.node.index() != b.node.index()) return false;
  if (const auto* test = std::get_if<Test>(&a.node)) return *test == std::get<Test>(b.node);
  if (const auto* all = std::get_if<All>(&a.node)) return all->parts == std::get<All>(b.node).parts;
  return std::get<Any>(a.node).parts == std::get<Any>(b.node).parts;
}

std::uint64_t value_of(const Field& field, const ArgumentRegisters& arguments) {
  std::uint64_t value = arguments[field.slot];
  if (field.high_slot)
    value = (value & UINT32_MAX) | (arguments[*field.high_slot] & UINT32_MAX) << 32;
  return value & all_bits(field.bits);
}

bool holds(const Formula& formula, const ArgumentRegisters& arguments) {
  const auto part_holds = [&](const Formula& part) { return holds(part, arguments); };
  if (const auto* all = std::get_if<All>(&formula.node))
    return std::all_of(all->parts.begin(), all->parts.end(), part_holds);
  if (const auto* any = std::get_if<Any>(&formula.node))
    return std::any_of(any->parts.begin(), any->parts.end(), part_holds);
  const Test& test = std::get<Test>(formula.node);
  const std::uint64_t value = value_of(test.field, arguments) & test.mask;
  return std::any_of(test.ranges.begin(), test.ranges.end(), [&](const Range& range) {
    return range.first <= value && value <= range.last;
  });
}

Formula negation(const Formula& formula) {
  if (const auto* all = std::get_if<All>(&formula.node)) return {Any{negations(all->parts)}};
  if (const auto* any = std::get_if<Any>(&formula.node)) return {All{negations(any->parts)}};
  const Test& test = std::get<Test>(formula.node);
  return {Test{test.field, test.mask, gaps(test.ranges, all_bits(test.field.bits))}};
}

} // namespace callgate::ruleset
