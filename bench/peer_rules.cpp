#include "peer_rules.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace callgate::bench {

namespace {

using ruleset::Formula;
using ruleset::Range;
using ruleset::Test;
using Operator = Comparison::Operator;
using Conjunction = std::vector<Comparison>;

/// Alternatives, or nothing where the formula cannot be said.
using Alternatives = std::optional<std::vector<Conjunction>>;

constexpr std::size_t most_alternatives = 512;
/// Ranges of fewer values are said value by value, of more as an order where one end is open.
constexpr std::uint64_t few_values = 8;
constexpr std::uint64_t most_values = 64;
constexpr std::uint32_t most_numbers = 512; ///< of a range that is said number by number

Comparison equal(const Test& test, std::uint64_t value) {
  const bool is_whole = test.mask == ruleset::all_bits(64);
  return {test.field.slot, is_whole ? Operator::equal : Operator::masked_equal, value, test.mask};
}

/// Bits of which one at least is set: an alternative each.
Alternatives any_bit(const Test& test) {
  std::vector<Conjunction> alternatives;
  for (unsigned shift = 0; shift < 64; ++shift) {
    const std::uint64_t bit = std::uint64_t{1} << shift;
    if ((test.mask & bit) != 0)
      alternatives.push_back({{test.field.slot, Operator::masked_equal, bit, bit}});
  }
  return alternatives;
}

Alternatives alternatives_of(const Test& test) {
  if (test.field.high_slot) return std::nullopt;
  const std::uint64_t highest = ruleset::all_bits(test.field.bits);
  const std::uint8_t slot = test.field.slot;
  const std::vector<Range>& ranges = test.ranges;
  const bool is_masked = test.mask != highest;
  if (is_masked && ranges == std::vector<Range>{{1, test.mask}}) return any_bit(test);
  if (!is_masked && ranges.size() == 2 && ranges[0].first == 0 && ranges[1].last == highest &&
      ranges[1].first - ranges[0].last == 2)
    return {{{{slot, Operator::unequal, ranges[0].last + 1, 0}}}};
  std::vector<Conjunction> alternatives;
  for (const auto& [first, last] : ranges) {
    const bool has_order = !is_masked && last - first >= few_values;
    if (has_order && first == 0) {
      alternatives.push_back({{slot, Operator::at_most, last, 0}});
    } else if (has_order && last == highest) {
      alternatives.push_back({{slot, Operator::at_least, first, 0}});
    } else if (last - first < most_values) {
      for (std::uint64_t value = first; value - first <= last - first; ++value)
        alternatives.push_back({equal(test, value)});
    } else {
      return std::nullopt;
    }
  }
  return alternatives;
}

std::uint64_t mask_of(const Comparison& comparison) {
  return comparison.test == Operator::equal ? ~std::uint64_t{0} : comparison.mask;
}

bool is_equality(const Comparison& comparison) {
  return comparison.test == Operator::equal || comparison.test == Operator::masked_equal;
}

enum class Joined { yes, never_holds, cannot_be_said };

/// Adds a comparison, where that argument may have one already.
Joined join(Conjunction& all, const Comparison& more) {
  const auto same = std::ranges::find(all, more.slot, &Comparison::slot);
  if (same == all.end()) {
    all.push_back(more);
    return Joined::yes;
  }
  if (!is_equality(*same) || !is_equality(more)) return Joined::cannot_be_said;
  const std::uint64_t mask = mask_of(*same);
  if (((same->value ^ more.value) & mask & mask_of(more)) != 0) return Joined::never_holds;
  const std::uint64_t value = same->value | more.value;
  *same = {more.slot, Operator::masked_equal, value, mask | mask_of(more)};
  return Joined::yes;
}

/// Each of `left` with each of `right`.
Alternatives product(const std::vector<Conjunction>& left, const std::vector<Conjunction>& right) {
  std::vector<Conjunction> alternatives;
  for (const Conjunction& one : left) {
    for (const Conjunction& other : right) {
      Conjunction all = one;
      Joined joined = Joined::yes;
      for (const Comparison& more : other)
        if (joined == Joined::yes) joined = join(all, more);
      if (joined == Joined::cannot_be_said) return std::nullopt;
      if (joined == Joined::yes) alternatives.push_back(std::move(all));
      if (alternatives.size() > most_alternatives) return std::nullopt;
    }
  }
  return alternatives;
}

Alternatives alternatives_of(const Formula& formula) {
  if (const auto* test = std::get_if<Test>(&formula.node)) return alternatives_of(*test);
  if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) {
    std::vector<Conjunction> all;
    for (const Formula& part : any->parts) {
      auto some = alternatives_of(part);
      if (!some || all.size() + some->size() > most_alternatives) return std::nullopt;
      std::ranges::move(*some, std::back_inserter(all));
    }
    return all;
  }
  Alternatives all = std::vector<Conjunction>{{}};
  for (const Formula& part : std::get<ruleset::All>(formula.node).parts) {
    const auto some = alternatives_of(part);
    all = some ? product(*all, *some) : std::nullopt;
    if (!all) break;
  }
  return all;
}

/// What a number gets, as rules; nothing where it cannot be said.
std::optional<std::vector<PeerRule>>
rules_of(std::uint32_t number, const ruleset::Decision& decision, bpf::Action otherwise) {
  if (decision.clauses.empty()) return {{{number, decision.otherwise, {}}}};
  if (decision.otherwise != otherwise) return std::nullopt;
  std::vector<PeerRule> rules;
  for (const ruleset::Clause& clause : decision.clauses) {
    auto alternatives = alternatives_of(clause.when);
    if (!alternatives || clause.action == otherwise) return std::nullopt;
    for (Conjunction& all : *alternatives)
      rules.push_back({number, clause.action, std::move(all)});
  }
  return rules;
}

} // namespace

PeerRules peer_rules(const ruleset::Ruleset& ruleset) {
  PeerRules result{ruleset.intervals.back().decision.otherwise, {}};
  for (const auto& [first, last, decision] : ruleset.intervals) {
    if (decision == ruleset::Decision{result.otherwise}) continue;
    if (last - first >= most_numbers) {
      ++result.unsaid;
      continue;
    }
    for (std::uint32_t number = first; number - first <= last - first; ++number) {
      auto rules = rules_of(number, decision, result.otherwise);
      if (rules)
        std::ranges::move(*rules, std::back_inserter(result.rules));
      else
        ++result.unsaid;
    }
  }
  return result;
}

} // namespace callgate::bench
