#include "ruleset/idle.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

using policy::Policy;
using policy::Rule;
using policy::Table;
using policy::title;

/// Why an entry could be removed.
struct Idleness {
  /// A rule that says as much wherever the entry says anything; null where several share it.
  const Rule* substitute = nullptr;
  bool is_same_unlisted = false; ///< no other entry speaks of its calls
};

/// One written string of a table's list: a rule, or those of a group.
using Unit = std::pair<const Table*, std::size_t>;

Unit unit_of(const Listed& entry) {
  return {entry.table, entry.rule->entry.span.begin};
}

class IdleEntries {
public:
  explicit IdleEntries(std::span<Cell> cells) : cells_(cells) {
    std::size_t entries = 0;
    first_.reserve(cells.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      first_.push_back(entries);
      entries += cells[cell].entries.size();
      for (const Listed& entry : cells[cell].entries)
        places_.push_back({entry.rule->entry.span.begin, cell});
    }
    removed_.resize(entries);
    std::ranges::sort(places_, [](const Place& a, const Place& b) {
      return a.unit != b.unit ? a.unit < b.unit : a.cell < b.cell;
    });
    places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
  }

  /// Judges a unit; when it is idle, later questions are asked without it. Nothing if it
  /// is of use or applies nowhere.
  std::optional<Idleness> find_idleness(const Unit& unit) {
    const std::span<const Place> places(
        std::ranges::lower_bound(places_, unit.second, {}, &Place::unit),
        std::ranges::upper_bound(places_, unit.second, {}, &Place::unit));
    const bool is_idle = std::ranges::all_of(
        places, [&](const Place& place) { return is_idle_in(place.cell, unit); });
    if (places.empty() || !is_idle) return std::nullopt;
    for (const auto& [own, cell] : places) {
      for (std::size_t i = 0; i < cells_[cell].entries.size(); ++i) {
        if (unit_of(cells_[cell].entries[i]) == unit) removed_[first_[cell] + i] = true;
      }
    }
    return explain(places, unit);
  }

private:
  /// A cell that a unit speaks of.
  struct Place {
    std::size_t unit; ///< by where it stands in the text
    std::size_t cell;

    bool operator==(const Place&) const = default;
  };

  [[nodiscard]] bool is_removed(std::size_t cell, std::size_t entry) const {
    return removed_[first_[cell] + entry];
  }

  /// An entry matters where it holds and no other of its table that is as permissive or more
  /// does; there the call would get what less permissive entries say, or the default.
  bool is_idle_in(std::size_t place, const Unit& unit) {
    Cell& cell = cells_[place];
    if (cell.entries.size() == 1 && !cell.entries.front().when)
      return cell.entries.front().action == cell.unlisted;
    diagram::Diagrams& diagrams = *cell.diagrams;
    const auto is_own = [&](std::size_t i) { return unit_of(cell.entries[i]) == unit; };
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < cell.entries.size(); ++i) {
      if (cell.entries[i].table == unit.first && !is_removed(place, i) && !is_own(i))
        others.push_back(i);
    }
    if (others.empty()) {
      const bool repeats_base = unit.first->capability && base_lists(cell);
      return !repeats_base &&
             outcome(cell, is_own) == outcome(cell, [](std::size_t) { return false; });
    }
    for (std::size_t i = 0; i < cell.entries.size(); ++i) {
      if (!is_own(i)) continue;
      const bpf::Action action = cell.entries[i].action;
      diagram::Node matters = cell.when(i);
      bool falls_to_same = action == cell.otherwise;
      for (const std::size_t other : others) {
        const bpf::Action there = cell.entries[other].action;
        if (there == action || there.kind < action.kind)
          matters = diagrams.choose(cell.when(other), diagram::no, matters);
      }
      for (const std::size_t other : others) {
        if (cell.entries[other].action.kind > action.kind)
          falls_to_same = falls_to_same && diagrams.both(matters, cell.when(other)) == diagram::no;
      }
      if (matters != diagram::no && !falls_to_same) return false;
    }
    return true;
  }

  /// The unit is removed already.
  [[nodiscard]] Idleness explain(std::span<const Place> places, const Unit& unit) const {
    Idleness found;
    bool first = true;
    bool any_other = false;
    for (const Place& place : places) {
      const Rule* here = substitute_in(place.cell, unit, any_other);
      if (first) found.substitute = here;
      const bool same = here != nullptr && found.substitute != nullptr &&
                        here->entry.span.begin == found.substitute->entry.span.begin;
      if (!same) found.substitute = nullptr;
      first = false;
    }
    found.is_same_unlisted = !any_other;
    return found;
  }

  /// A single rule that covers the unit's own in one cell, if there is one.
  const Rule* substitute_in(std::size_t place, const Unit& unit, bool& any_other) const {
    const Cell& cell = cells_[place];
    const auto own = std::find_if(cell.entries.begin(), cell.entries.end(),
                                  [&](const Listed& entry) { return unit_of(entry) == unit; });
    const auto own_index = static_cast<std::size_t>(own - cell.entries.begin());
    for (std::size_t i = 0; i < cell.entries.size(); ++i) {
      const Listed& other = cell.entries[i];
      if (other.table != unit.first || is_removed(place, i)) continue;
      any_other = true;
      const bool says_as_much = other.action == own->action || other.action.kind < own->action.kind;
      if (!says_as_much) continue;
      diagram::Diagrams& diagrams = *cell.diagrams;
      const bool covers =
          diagrams.both(cell.when(own_index), diagrams.negation(cell.when(i))) == diagrams.leaf(0);
      if (covers) return other.rule;
    }
    return nullptr;
  }

  std::span<Cell> cells_;
  std::vector<std::size_t> first_; ///< of the entries of all cells, a cell's first one
  std::vector<bool> removed_;      ///< by entry
  std::vector<Place> places_;      ///< of all units, sorted
};

bool is_about_several(const Rule& rule) {
  const auto* numbers = std::get_if<arch::NumberRange>(&rule.entry.call);
  return rule.group || (numbers != nullptr && numbers->first != numbers->last);
}

void report(const Table& table, const Rule& rule, const Idleness& idleness,
            diagnostic::Diagnostics& diagnostics) {
  const std::string name = written(rule);
  const policy::Span span = rule.entry.span;
  const Rule* substitute = idleness.substitute;
  if (substitute == nullptr) {
    diagnostics.warning(
        "no-effect", span,
        name + (idleness.is_same_unlisted
                    ? " changes nothing: unlisted, it would get " + policy::to_string(rule.action) +
                          " as well"
                    : " changes nothing: the other entries of " + title(table) + " say as much"),
        "remove it");
    return;
  }
  const std::string other = written(*substitute);
  if (substitute->action.kind != rule.action.kind) {
    auto& found = diagnostics.warning(
        "no-effect", span,
        name + " changes nothing: " + title(table) + " also has it under " +
            policy::to_string(substitute->action) + ", which is more permissive",
        "remove one of them");
    found.labels.push_back({substitute->entry.span, "this wins"});
    return;
  }
  std::string message =
      name + " is the same call as " + other + ", which " + title(table) + " lists too";
  if (substitute->entry.condition || rule.entry.condition)
    message = name + " changes nothing: another entry of " + title(table) + " covers it";
  else if (name == other)
    message = name + " is listed twice in " + title(table);
  else if (is_about_several(rule) || is_about_several(*substitute))
    message = name + " changes nothing: " + other + " in " + title(table) + " has it too";
  auto& found = diagnostics.warning("duplicate", span, std::move(message), "remove one of them");
  found.labels.push_back({substitute->entry.span, "also listed here"});
}

} // namespace

void report_idle_entries(const Policy& policy, std::span<Cell> cells,
                         diagnostic::Diagnostics& diagnostics) {
  IdleEntries entries(cells);
  const auto judge = [&](const Table& table) {
    std::optional<std::size_t> judged;
    for (auto rule = table.rules.rbegin(); rule != table.rules.rend(); ++rule) {
      const std::size_t begin = rule->entry.span.begin;
      if (judged == begin) continue; // the rules of one group stand together
      judged = begin;
      try {
        if (const auto idleness = entries.find_idleness({&table, begin}))
          report(table, *rule, *idleness, diagnostics);
      } catch (const diagram::TooLarge&) {
        return; // an entry too many is no reason to refuse a policy
      }
    }
  };
  judge(policy.base);
  for (const Table& table : policy.capabilities)
    judge(table);
}

} // namespace callgate::ruleset
