#include "ruleset/cell.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "ruleset/fitting_order.hpp"
#include "ruleset/meaning.hpp"

namespace callgate::ruleset {

namespace {

/// The order of bits for all conditions of the entries together; nothing if none fits.
std::optional<BitOrder> order_for(std::span<const Listed> entries) {
  std::vector<Formula> conditions;
  for (const Listed& entry : entries) {
    if (entry.when) conditions.push_back(*entry.when);
  }
  return fitting_order({Any{std::move(conditions)}});
}

/// Nothing if a diagram would be too large.
std::optional<std::vector<diagram::Node>> conditions_of(diagram::Diagrams& diagrams,
                                                        std::span<const Listed> entries) {
  const auto order = order_for(entries);
  if (!order) return std::nullopt;
  try {
    std::vector<diagram::Node> when;
    when.reserve(entries.size());
    for (const Listed& entry : entries)
      when.push_back(entry.when ? meaning(diagrams, *entry.when, *order) : diagram::yes);
    return when;
  } catch (const diagram::TooLarge&) {
    return std::nullopt;
  }
}

} // namespace

diagram::Node outcome(Cell& cell, const std::function<bool(std::size_t)>& is_kept) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < cell.entries.size(); ++i) {
    if (is_kept(i)) kept.push_back(i);
  }
  diagram::Diagrams& diagrams = *cell.diagrams;
  if (kept.empty()) return diagrams.leaf(bpf::return_value(cell.unlisted));
  // Written from the most restrictive to the most permissive: the last word counts.
  std::stable_sort(kept.begin(), kept.end(), [&](std::size_t a, std::size_t b) {
    return cell.entries[a].action.kind > cell.entries[b].action.kind;
  });
  return std::accumulate(kept.begin(), kept.end(), diagrams.leaf(bpf::return_value(cell.otherwise)),
                         [&](diagram::Node rest, std::size_t i) {
                           const auto value = bpf::return_value(cell.entries[i].action);
                           return diagrams.choose(cell.when(i), diagrams.leaf(value), rest);
                         });
}

std::vector<Cell> cells_of(const policy::Policy& policy, arch::Abi abi,
                           std::span<const Listed> listed,
                           const std::function<void(const Listed&)>& too_large) {
  const Unlisted unlisted(policy, abi);
  const auto unconditional = std::make_shared<diagram::Diagrams>();
  std::vector<Cell> cells;
  cells.reserve(listed.size());
  while (!listed.empty()) {
    const auto same = first_numbers(listed);
    listed = listed.subspan(same.size());
    const bool is_conditional = std::any_of(
        same.begin(), same.end(), [](const Listed& entry) { return entry.when != nullptr; });
    const arch::NumberRange numbers = same.front().numbers;
    Cell cell{abi,
              numbers,
              same,
              unlisted.action_for(numbers.first),
              unlisted.default_action(),
              is_conditional ? std::make_shared<diagram::Diagrams>() : unconditional,
              {}};
    if (is_conditional) {
      auto conditions = conditions_of(*cell.diagrams, same);
      if (!conditions) {
        too_large(same.front());
        continue;
      }
      cell.conditions = *std::move(conditions);
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

} // namespace callgate::ruleset
