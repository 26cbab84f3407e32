#include "ruleset/plain.hpp"

#include <variant>
#include <vector>

#include "diagram/diagram.hpp"
#include "ruleset/fitting_order.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::ruleset {

namespace {

/// Adds arguments with which each test holds and with which it does not, if nothing else
/// bears on them: most decisions that are not plain show it there.
void add_telling(const Formula& formula, std::vector<ArgumentRegisters>& telling) {
  if (const auto* test = std::get_if<Test>(&formula.node)) {
    for (const Range& range : test->ranges) {
      for (const std::uint64_t value : {range.first, range.last + 1}) {
        telling.emplace_back();
        telling.back()[test->field.slot] = value;
      }
    }
    return;
  }
  const auto* all = std::get_if<All>(&formula.node);
  for (const Formula& part : all != nullptr ? all->parts : std::get<Any>(formula.node).parts)
    add_telling(part, telling);
}

bool shows_two_actions(const Decision& decision) {
  const bpf::Action first = action_for(decision, ArgumentRegisters{});
  std::vector<ArgumentRegisters> telling;
  for (const Clause& clause : decision.clauses) {
    telling.clear();
    add_telling(clause.when, telling);
    for (const ArgumentRegisters& arguments : telling)
      if (action_for(decision, arguments) != first) return true;
  }
  return false;
}

} // namespace

std::optional<bpf::Action> plain_action(const Decision& decision) {
  if (decision.clauses.empty() || shows_two_actions(decision)) return std::nullopt;
  const auto order = fitting_order(decision);
  if (!order) return std::nullopt;
  try {
    diagram::Diagrams diagrams;
    const diagram::Node node = meaning(diagrams, decision, *order);
    if (!diagrams.is_leaf(node)) return std::nullopt;
    return bpf::action_of(diagrams.value(node));
  } catch (const diagram::TooLarge&) {
    return std::nullopt; // with all clauses' actions apart
  }
}

} // namespace callgate::ruleset
