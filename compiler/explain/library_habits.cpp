#include "explain/library_habits.hpp"

#include <algorithm>

#include "lore/successors.hpp"
#include "lore/vdso.hpp"
#include "wording/reread.hpp"
#include "wording/slot.hpp"

namespace callgate::explain {

namespace {

using lore::Refused;
using lore::Successor;

/// Whether the condition holds for the call's own registers, as far as these are known.
bool holds(std::string_view condition, const Subject& subject) {
  if (condition.empty()) return true;
  diagram::Diagrams diagrams;
  const auto set = wording::reread(diagrams, std::string(condition), *subject.abi, subject.named);
  if (!set) return false;
  diagram::Node node = *set;
  while (!diagrams.is_leaf(node)) {
    const auto place = wording::place_of(diagrams.bit(node));
    if (!place || !subject.known[place->slot]) return false;
    const bool is_set = (subject.call.arguments[place->slot] >> place->bit & 1U) != 0;
    node = is_set ? diagrams.one(node) : diagrams.zero(node);
  }
  return node == diagram::yes;
}

bool is_about(const Successor& row, const Subject& subject) {
  return row.now == subject.named->name && lore::happens_on(row, *subject.abi) &&
         holds(row.condition, subject);
}

std::string sentence(const Successor& row) {
  std::string text = "since " + std::string(lore::library_name(row.library)) + " " +
                     lore::to_string(row.since) + " it comes of " + std::string(row.functions);
  if (!row.before.empty()) text += " (before: " + std::string(row.before) + ")";
  text += "; where it is refused, " + std::string(row.symptom);
  if (row.refused == Refused::needs_enosys)
    text += "; after ENOSYS, and after nothing else, the library does what it did before";
  return text;
}

} // namespace

bool does_without(const Subject& subject) {
  if (subject.named == nullptr) return false;
  const auto probed = lore::probed_calls();
  if (std::ranges::find(probed, subject.named->name) != probed.end()) return true;
  return std::ranges::any_of(lore::successors(), [&](const Successor& row) {
    return row.refused == Refused::needs_enosys && row.condition.empty() && is_about(row, subject);
  });
}

std::vector<std::string> habits_about(const Subject& subject) {
  std::vector<std::string> result;
  if (subject.named == nullptr) return result;
  for (const Successor& row : lore::successors()) {
    if (is_about(row, subject)) result.push_back(sentence(row));
  }
  if (const lore::VdsoCall* hidden = lore::vdso_call(subject.named->name))
    result.push_back("libraries read it in the vDSO, which no trace shows, and enter the kernel "
                     "where " +
                     std::string(hidden->entered));
  return result;
}

} // namespace callgate::explain
