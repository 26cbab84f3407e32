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

/// Tests of the same bits that stand side by side, as one.
std::vector<Formula> merged(std::vector<Formula> formulas,
                            std::vector<Range> (*merge)(const Test&, const Test&)) {
  std::vector<Formula> result;
  for (Formula& formula : formulas) {
    auto* test = std::get_if<Test>(&formula.node);
    const auto same = std::find_if(result.begin(), result.end(), [&](const Formula& other) {
      const auto* there = std::get_if<Test>(&other.node);
      return test != nullptr && there != nullptr && there->field == test->field &&
             there->mask == test->mask;
    });
    if (same == result.end())
      result.push_back(std::move(formula));
    else
      std::get<Test>(same->node).ranges = merge(std::get<Test>(same->node), *test);
  }
  return result;
}

std::vector<Range> either(const Test& a, const Test& b) {
  std::vector<Range> ranges = a.ranges;
  ranges.insert(ranges.end(), b.ranges.begin(), b.ranges.end());
  return united(std::move(ranges), all_bits(a.field.bits));
}

std::vector<Range> both(const Test& a, const Test& b) {
  const std::uint64_t highest = all_bits(a.field.bits);
  std::vector<Range> ranges = gaps(a.ranges, highest);
  const std::vector<Range> more = gaps(b.ranges, highest);
  ranges.insert(ranges.end(), more.begin(), more.end());
  return gaps(united(std::move(ranges), highest), highest);
}

} // namespace

bool operator==(const Formula& a, const Formula& b) {
  if (a.node.index() != b.node.index()) return false;
  if (const auto* test = std::get_if<Test>(&a.node)) return *test == std::get<Test>(b.node);
  if (const auto* all = std::get_if<All>(&a.node)) return all->parts == std::get<All>(b.node).parts;
  return std::get<Any>(a.node).parts == std::get<Any>(b.node).parts;
}

std::vector<Range> united(std::vector<Range> ranges, std::uint64_t highest) {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> result;
  for (Range range : ranges) {
    if (range.first > highest) break;
    range.last = std::min(range.last, highest);
    if (!result.empty() && (range.first == 0 || range.first - 1 <= result.back().last))
      result.back().last = std::max(result.back().last, range.last);
    else
      result.push_back(range);
  }
  return result;
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

Formula any_of(std::vector<Formula> formulas) {
  auto parts = merged(std::move(formulas), either);
  return parts.size() == 1 ? std::move(parts.front()) : Formula{Any{std::move(parts)}};
}

Formula all_of(std::vector<Formula> formulas) {
  auto parts = merged(std::move(formulas), both);
  return parts.size() == 1 ? std::move(parts.front()) : Formula{All{std::move(parts)}};
}

Formula negation(const Formula& formula) {
  if (const auto* all = std::get_if<All>(&formula.node)) return {Any{negations(all->parts)}};
  if (const auto* any = std::get_if<Any>(&formula.node)) return {All{negations(any->parts)}};
  const Test& test = std::get<Test>(formula.node);
  return {Test{test.field, test.mask, gaps(test.ranges, all_bits(test.field.bits))}};
}

} // namespace callgate::ruleset
