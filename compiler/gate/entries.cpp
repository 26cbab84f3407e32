#include "gate/entries.hpp"

#include <utility>

namespace callgate::gate {

namespace {

using policy::Combination;
using policy::Condition;
using policy::Membership;

/// Adds the parts of `condition`. What stands under a negation is none: there each part takes
/// something away.
void add_parts(const Condition& condition, std::vector<Part>& parts) {
  if (const auto* set = std::get_if<Membership>(&condition.test)) {
    if (set->elements.size() < 2) return;
    for (const policy::Element& element : set->elements)
      parts.push_back({{Membership{set->term, {element}}, condition.span}, element.span});
    return;
  }
  const auto* combined = std::get_if<Combination>(&condition.test);
  if (combined == nullptr || combined->kind == Combination::Kind::negation) return;
  for (const Condition& operand : combined->operands) {
    const std::size_t before = parts.size();
    add_parts(operand, parts);
    // The elements of an alternative's set say more than the alternative as a whole.
    if (combined->kind == Combination::Kind::any && parts.size() == before)
      parts.push_back({operand, operand.span});
  }
}

} // namespace

Entries::Entries(const policy::Policy& policy) {
  add(policy.base);
  for (const policy::Table& table : policy.capabilities)
    add(table);
}

void Entries::add(const policy::Table& table) {
  for (const policy::Rule& rule : table.rules) {
    const diagnostic::Span span = rule.entry.span;
    const bool is_same =
        !entries_.empty() && entries_.back().table == &table && entries_.back().span == span;
    if (!is_same) {
      Entry entry{&table, span, &rule};
      if (rule.entry.condition) add_parts(*rule.entry.condition, entry.parts);
      entries_.push_back(std::move(entry));
    }
    ++entries_.back().members;
    rules_.push_back({&table, &rule, entries_.size() - 1});
  }
}

} // namespace callgate::gate
