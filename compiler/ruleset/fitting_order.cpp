#include "ruleset/fitting_order.hpp"

#include <utility>
#include <vector>

#include "diagram/diagram.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::ruleset {

namespace {

/// With fewer tests a formula is not worth a try: the standard order will do.
constexpr std::size_t fewest_tests = 9;

/// What the standard order may take before another is tried, which would take less if
/// the formula has small groups of bits.
constexpr std::size_t few_nodes = 30'000;

/// What another order may take: it is tried for taking far less than the standard one.
constexpr std::size_t most_nodes_tried = 1'000'000;

std::size_t tests_in(const Formula& formula) {
  const auto sum = [](const std::vector<Formula>& parts) {
    std::size_t tests = 0;
    for (const Formula& part : parts)
      tests += tests_in(part);
    return tests;
  };
  if (const auto* all = std::get_if<All>(&formula.node)) return sum(all->parts);
  if (const auto* any = std::get_if<Any>(&formula.node)) return sum(any->parts);
  return 1;
}

bool fits(const Formula& formula, const BitOrder& order, std::size_t budget) {
  try {
    diagram::Diagrams diagrams(budget);
    meaning(diagrams, formula, order);
    return true;
  } catch (const diagram::TooLarge&) {
    return false;
  }
}

} // namespace

std::optional<BitOrder> fitting_order(const Formula& formula) {
  const BitOrder& standard = BitOrder::standard();
  if (tests_in(formula) < fewest_tests) return standard;
  if (fits(formula, standard, few_nodes)) return standard;
  const BitOrder grouped = grouped_order(formula);
  if (fits(formula, grouped, most_nodes_tried)) return grouped;
  if (fits(formula, standard, diagram::Diagrams::default_budget)) return standard;
  return std::nullopt;
}

std::optional<BitOrder> fitting_order(const Decision& decision) {
  std::vector<Formula> conditions;
  for (const Clause& clause : decision.clauses)
    conditions.push_back(clause.when);
  return fitting_order(Formula{Any{std::move(conditions)}});
}

bool is_simple(const Decision& decision) {
  std::size_t tests = 0;
  for (const Clause& clause : decision.clauses)
    tests += tests_in(clause.when);
  return tests < fewest_tests;
}

} // namespace callgate::ruleset
