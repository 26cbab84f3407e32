#include "ruleset/idle.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ruleset/listing.hpp"
#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

using policy::Policy;
using policy::Rule;
using policy::Table;
using policy::title;

/// What one table says of one number on one ABI.
struct Cell {
  std::vector<Listed> entries;
  bpf::Action unlisted;
  bool base_lists; ///< the table is a capability's, and the base lists the number too
};

class IdleEntries {
public:
  IdleEntries(const Policy& policy, std::span<const arch::Abi> abis) {
    for (const arch::Abi abi : abis)
      add_cells(policy, abi);
  }

  /// Judges `rule`; when it is idle, later questions are asked without it. Returns a
  /// rule that says as much, itself if the call gets the same unlisted, null if `rule`
  /// is of use or applies nowhere.
  const Rule* find_substitute(const Rule& rule) {
    const auto cells = cells_of_.find(&rule);
    if (cells == cells_of_.end()) return nullptr;
    const Rule* substitute = &rule;
    for (const std::size_t index : cells->second) {
      const Rule* here = substitute_in(cells_[index], rule);
      if (here == nullptr) return nullptr;
      if (here != &rule) substitute = here;
    }
    removed_.insert(&rule);
    return substitute;
  }

private:
  void add_cells(const Policy& policy, arch::Abi abi) {
    const Unlisted unlisted(policy, abi);
    const std::vector<Listed> listed = list(policy, abi);
    std::span<const Listed> rest = listed;
    while (!rest.empty()) {
      const auto same = first_number(rest);
      std::map<const Table*, Cell> by_table;
      for (const Listed& entry : same) {
        const bool base_lists = !same[0].table->capability && entry.table != same[0].table;
        auto& cell = by_table[entry.table];
        cell.entries.push_back(entry);
        cell.unlisted = unlisted.action_for(entry.number);
        cell.base_lists = base_lists;
      }
      for (auto& [table, cell] : by_table) {
        for (const Listed& entry : cell.entries)
          cells_of_[entry.rule].push_back(cells_.size());
        cells_.push_back(std::move(cell));
      }
      rest = rest.subspan(same.size());
    }
  }

  /// As find_substitute, for one cell.
  const Rule* substitute_in(const Cell& cell, const Rule& rule) const {
    const auto is_rule = [&](const Listed& entry) { return entry.rule == &rule; };
    const Listed& own = *std::find_if(cell.entries.begin(), cell.entries.end(), is_rule);
    bool alone = true;
    for (const Listed& other : cell.entries) {
      if (other.rule == &rule || removed_.contains(other.rule)) continue;
      alone = false;
      if (other.action == own.action || other.action.kind < own.action.kind) return other.rule;
    }
    return alone && own.action == cell.unlisted && !cell.base_lists ? &rule : nullptr;
  }

  std::vector<Cell> cells_;
  std::map<const Rule*, std::vector<std::size_t>> cells_of_;
  std::set<const Rule*> removed_;
};

void report(const Table& table, const Rule& rule, const Rule& substitute,
            diagnostic::Diagnostics& diagnostics) {
  const std::string name = written(rule);
  const std::string other = written(substitute);
  const policy::Span span = rule.entry.span;
  if (&substitute == &rule) {
    diagnostics.warning("no-effect", span,
                        name + " changes nothing: unlisted, it would get " +
                            policy::to_string(rule.action) + " as well",
                        "remove it");
  } else if (substitute.action.kind == rule.action.kind) {
    if (substitute.entry.span == rule.entry.span) return;
    auto& found = diagnostics.warning("duplicate", span,
                                      name == other ? name + " is listed twice in " + title(table)
                                                    : name + " is the same call as " + other +
                                                          ", which " + title(table) + " lists too",
                                      "remove one of them");
    found.labels.push_back({substitute.entry.span, "also listed here"});
  } else {
    auto& found =
        diagnostics.warning("no-effect", span,
                            name + " changes nothing: " + title(table) + " also has it under " +
                                policy::to_string(substitute.action) + ", which is more permissive",
                            "remove one of them");
    found.labels.push_back({substitute.entry.span, "this wins"});
  }
}

} // namespace

void report_idle_entries(const Policy& policy, std::span<const arch::Abi> abis,
                         diagnostic::Diagnostics& diagnostics) {
  IdleEntries entries(policy, abis);
  const auto judge = [&](const Table& table) {
    for (auto rule = table.rules.rbegin(); rule != table.rules.rend(); ++rule) {
      if (rule->group) continue;
      if (const Rule* substitute = entries.find_substitute(*rule))
        report(table, *rule, *substitute, diagnostics);
    }
  };
  judge(policy.base);
  for (const Table& table : policy.capabilities)
    judge(table);
}

} // namespace callgate::ruleset
