#include "ruleset/check.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ruleset/bypass.hpp"
#include "ruleset/cell.hpp"
#include "ruleset/idle.hpp"
#include "ruleset/judge.hpp"
#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

using diagnostic::Diagnostics;
using policy::ActionSpec;
using policy::Policy;
using policy::Rule;
using policy::Table;
using policy::title;

std::string name_of(arch::Abi abi) {
  return std::string(arch::facts(abi).name);
}

class Checker {
public:
  Checker(const Policy& policy, std::span<const arch::Abi> abis, Diagnostics& diagnostics)
      : policy_(policy), abis_(abis), diagnostics_(diagnostics) {}

  void check() {
    check_errnos();
    for_rules([&](const Table&, const Rule& rule) {
      check_served(rule);
      check_call_number(rule);
    });
    if (!check_cuts()) return;
    const Judgement judgement = judge_conditions(policy_, abis_, diagnostics_);
    listings_.reserve(abis_.size());
    for (const arch::Abi abi : abis_)
      listings_.push_back(list(policy_, abi));
    check_any_listed();
    for (std::size_t i = 0; i < abis_.size(); ++i)
      check_bypasses(policy_, abis_[i], listings_[i], diagnostics_);
    if (judgement == Judgement::too_complex) return;
    std::vector<Cell> cells = all_cells();
    bool sound = judgement == Judgement::sound;
    for (Cell& cell : cells)
      sound &= check_cell(cell);
    if (sound) report_idle_entries(policy_, cells, diagnostics_);
  }

private:
  template <typename Each>
  void for_rules(Each each) const {
    for (const Rule& rule : policy_.base.rules)
      each(policy_.base, rule);
    for (const Table& table : policy_.capabilities) {
      for (const Rule& rule : table.rules)
        each(table, rule);
    }
  }

  // ---- what needs no look at single numbers -----------------------------

  /// Errno names that an ABI lacks, each said once for all entries under it.
  void check_errnos() {
    std::map<std::size_t, std::pair<const ActionSpec*, std::set<arch::Abi>>> missing;
    const auto look = [&](const ActionSpec& spec, arch::Abi abi) {
      if (policy::action_on(spec, abi)) return;
      auto& [where, lacking] = missing[spec.span.begin];
      where = &spec;
      lacking.insert(abi);
    };
    for (const arch::Abi abi : abis_) {
      look(policy_.default_action, abi);
      look(policy_.foreign, abi);
      if (policy_.newer) look(*policy_.newer, abi);
      for_rules([&](const Table& table, const Rule& rule) {
        const bool is_number = std::holds_alternative<std::uint16_t>(rule.action.data);
        if (!is_number && !numbers_of(table, rule, abi).empty()) look(rule.action, abi);
      });
    }
    for (const auto& [begin, found] : missing) {
      diagnostics_.error("errno-on-abi", found.first->span,
                         "errno " + std::get<std::string>(found.first->data) +
                             " does not exist on " + names_of(found.second),
                         "use another errno, or restrict the entries: \"name@abi\"");
    }
  }

  /// An entry for an ABI that the policy says it does not serve.
  void check_served(const Rule& rule) {
    if (!rule.entry.only || !policy_.abis) return;
    const auto& served = *policy_.abis;
    if (std::find(served.begin(), served.end(), *rule.entry.only) != served.end()) return;
    if (!is_first("served", rule)) return;
    diagnostics_.warning("no-effect", rule.entry.span,
                         written(rule) + " is for " + name_of(*rule.entry.only) +
                             ", which is not among the policy's abis",
                         "add the ABI there or remove the entry");
  }

  /// Numbers of which none is a call of any ABI they are listed for. Under a token that
  /// several ABIs share each has a range of its own.
  void check_call_number(const Rule& rule) {
    const auto* numbers = std::get_if<arch::NumberRange>(&rule.entry.call);
    if (numbers == nullptr) return;
    std::optional<arch::Abi> refused;
    for (const arch::Abi abi : abis_) {
      if (!applies_to(rule.entry, abi)) continue;
      if (!numbers_of(rule.entry, abi).empty()) return;
      refused = abi;
    }
    if (!refused || !is_first("call-number", rule)) return;
    const bool single = numbers->first == numbers->last;
    std::string help = "numbers of " + name_of(*refused) + " are ";
    const auto spoken = arch::spoken_numbers(*refused);
    for (const arch::NumberRange& range : spoken) {
      if (range.first != spoken.front().first) help += " and ";
      help += std::to_string(range.first) + " to " + std::to_string(range.last);
    }
    for (const arch::Abi sibling : arch::siblings(*refused)) {
      if (arch::facts(sibling).numbers.contains(numbers->first))
        help += (single ? "; this one is a call of " : "; these begin with one of ") +
                name_of(sibling) + ", which would have to be among the ABIs served";
    }
    diagnostics_.error("call-number", rule.entry.span,
                       written(rule) + (single ? " is no call number of " : " has no number of ") +
                           name_of(*refused),
                       help);
  }

  /// Ranges of numbers that cut each other into more pieces than any honest policy does.
  bool check_cuts() {
    constexpr std::size_t most_cuts = 100'000;
    const auto is_range = [](const Rule& rule) {
      const auto* numbers = std::get_if<arch::NumberRange>(&rule.entry.call);
      return numbers != nullptr && numbers->first != numbers->last;
    };
    const Rule* last = nullptr;
    for_rules([&](const Table&, const Rule& rule) {
      if (is_range(rule)) last = &rule;
    });
    if (last == nullptr) return true;
    for (const arch::Abi abi : abis_) {
      if (cuts(policy_, abi) <= most_cuts) continue;
      diagnostics_.error("too-complex", last->entry.span,
                         "the policy's ranges of numbers overlap too often",
                         "let ranges not overlap each other");
      return false;
    }
    return true;
  }

  /// An ABI on which nothing is listed: all of them is surely a mistake, one may be meant.
  void check_any_listed() {
    // Among faulty entries may be one that was meant for this ABI.
    if (diagnostics_.has_errors()) return;
    std::vector<arch::Abi> bare;
    for (std::size_t i = 0; i < abis_.size(); ++i) {
      if (listings_[i].empty()) bare.push_back(abis_[i]);
    }
    const bool all = bare.size() == abis_.size();
    for (const arch::Abi abi : bare) {
      const std::string message =
          "no entry of the policy names a call that " + name_of(abi) + " has";
      const std::string help = "list calls of that ABI, or do not serve it";
      if (all)
        diagnostics_.error("empty-policy", std::nullopt, message, help);
      else
        diagnostics_.warning("empty-policy", std::nullopt, message, help);
    }
  }

  // ---- number by number -------------------------------------------------

  std::vector<Cell> all_cells() {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < abis_.size(); ++i) {
      auto more = cells_of(policy_, abis_[i], listings_[i], [&](const Listed& entry) {
        report_too_complex(*entry.rule, diagnostics_);
      });
      std::move(more.begin(), more.end(), std::back_inserter(cells));
    }
    return cells;
  }

  /// Returns whether its entries agree.
  bool check_cell(Cell& cell) {
    for (const Listed& entry : cell.entries)
      check_widens(entry, cell);
    try {
      bool agree = true;
      for (std::size_t b = 0; b < cell.entries.size(); ++b) {
        // One message an entry is enough.
        for (std::size_t a = 0; a < b; ++a) {
          if (check_agreement(cell, a, b)) continue;
          agree = false;
          break;
        }
      }
      return agree;
    } catch (const diagram::TooLarge&) {
      report_too_complex(*cell.entries.front().rule, diagnostics_);
      return false;
    }
  }

  /// A capability's entry must not be more restrictive than what the call would get
  /// without any; where the base lists the call the more permissive of both wins anyway.
  void check_widens(const Listed& entry, const Cell& cell) {
    if (!entry.table->capability) return;
    // Where its condition fails a listed call gets the default.
    const bool may_get_default = entry.when && cell.otherwise.kind > entry.action.kind;
    const bpf::Action least = may_get_default ? cell.otherwise : entry.action;
    const bool beyond_default = entry.action.kind > policy_.default_action.kind;
    const bool beyond_unlisted = !base_lists(cell) && least.kind > cell.unlisted.kind;
    if (!beyond_default && !beyond_unlisted) return;
    if (!is_first("capability-narrows", *entry.rule)) return;
    auto& found = diagnostics_.error(
        "capability-narrows", entry.rule->entry.span,
        title(*entry.table) + " would narrow: " +
            (may_get_default
                 ? "where the condition fails, the default, " + bpf::to_string(least) + ","
                 : policy::to_string(entry.rule->action)) +
            " is more restrictive than " +
            (beyond_default ? "the default, " + policy::to_string(policy_.default_action)
                            : "what the call gets unlisted, " + bpf::to_string(cell.unlisted)),
        may_get_default ? "a capability only ever widens; list the call in [base] too, with the "
                          "action for the rest"
                        : "a capability only ever widens; put the entry in [base]");
    found.labels.push_back({entry.rule->action.span, "the action"});
  }

  /// Two values of one kind of action, which can both be the most permissive for one input.
  bool check_agreement(Cell& cell, std::size_t first, std::size_t second) {
    const Listed& a = cell.entries[first];
    const Listed& b = cell.entries[second];
    if (a.action.kind != b.action.kind || a.action.data == b.action.data) return true;
    diagram::Diagrams& diagrams = *cell.diagrams;
    diagram::Node meet = diagrams.both(cell.when(first), cell.when(second));
    for (std::size_t i = 0; i < cell.entries.size() && meet != diagram::no; ++i) {
      const Listed& other = cell.entries[i];
      const bool is_there_with_both =
          !other.table->capability || other.table == a.table || other.table == b.table;
      if (is_there_with_both && other.action.kind < a.action.kind)
        meet = diagrams.choose(cell.when(i), diagram::no, meet);
    }
    if (meet == diagram::no) return true;
    if (!conflicts_.emplace(a.rule->entry.span.begin, b.rule->entry.span.begin).second)
      return false;
    auto& found = diagnostics_.error(
        "conflict", b.rule->entry.span,
        written(*b.rule) + " gets " + policy::to_string(b.rule->action) + " here and " +
            policy::to_string(a.rule->action) + " elsewhere, and neither is more permissive",
        a.when || b.when ? "keep one of them, or let the conditions not overlap"
                         : "keep one of them");
    found.labels.push_back({a.rule->entry.span, policy::to_string(a.rule->action) + " here"});
    return false;
  }

  /// Whether nothing with that code was said of the rule's entry yet.
  bool is_first(std::string_view code, const Rule& rule) {
    return said_.emplace(code, rule.entry.span.begin).second;
  }

  const Policy& policy_;
  std::span<const arch::Abi> abis_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<Listed>> listings_;               ///< of each ABI
  std::set<std::pair<std::string, std::size_t>> said_;      ///< code and place of an entry
  std::set<std::pair<std::size_t, std::size_t>> conflicts_; ///< places of two entries
};

} // namespace

void check(const Policy& policy, std::span<const arch::Abi> abis, Diagnostics& diagnostics) {
  Checker(policy, abis, diagnostics).check();
}

} // namespace callgate::ruleset
