#include "ruleset/check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "ruleset/listing.hpp"

namespace callgate::ruleset {

namespace {

using diagnostic::Diagnostics;
using policy::ActionSpec;
using policy::Policy;
using policy::Rule;
using policy::Table;

std::string title(const Table& table) {
  return table.name.empty() ? "[base]" : "[cap." + table.name + "]";
}

std::string written(const Rule& rule) {
  if (const auto* name = std::get_if<std::string>(&rule.entry.call)) return "\"" + *name + "\"";
  return "\"#" + std::to_string(std::get<std::uint32_t>(rule.entry.call)) + "\"";
}

class Checker {
public:
  Checker(const Policy& policy, Diagnostics& diagnostics)
      : policy_(policy), diagnostics_(diagnostics) {}

  void check_abi(arch::Abi abi) {
    bool complete = has_errno(policy_.default_action, abi);
    complete = has_errno(policy_.foreign, abi) && complete;
    if (policy_.newer) complete = has_errno(*policy_.newer, abi) && complete;
    for_rules([&](const Table&, const Rule& rule) {
      if (applies_to(rule.entry, abi) && !numbers_of(rule.entry, abi).empty())
        has_errno(rule.action, abi);
    });
    if (!complete) return;

    const Unlisted unlisted(policy_, abi);
    const std::vector<Listed> listed = list(policy_, abi);
    std::span<const Listed> rest = listed;
    if (rest.empty()) none_exists(abi);
    while (!rest.empty()) {
      const auto same = first_number(rest);
      check_number(same, unlisted.action_for(same[0].number));
      rest = rest.subspan(same.size());
    }
  }

  /// A number that is no call of any ABI it is listed for: another ABI under the same
  /// token takes it for its own.
  void check_call_numbers(std::span<const arch::Abi> abis) {
    for_rules([&](const Table&, const Rule& rule) {
      const auto* number = std::get_if<std::uint32_t>(&rule.entry.call);
      if (number == nullptr) return;
      std::optional<arch::Abi> refused;
      for (const arch::Abi abi : abis) {
        if (!applies_to(rule.entry, abi)) continue;
        if (!numbers_of(rule.entry, abi).empty()) return;
        refused = abi;
      }
      if (refused) foreign_number(rule, *number, *refused);
    });
  }

  /// Rules that applied somewhere and mattered nowhere.
  void report_idle_rules() {
    for_rules([&](const Table& table, const Rule& rule) {
      const auto idle = idle_.find(&rule);
      if (idle == idle_.end() || effective_.contains(&rule)) return;
      const Rule* stronger = idle->second;
      const auto span = rule.entry.span;
      if (stronger == nullptr) {
        diagnostics_.warning("no-effect", span,
                             written(rule) + " changes nothing: unlisted, it would get " +
                                 policy::to_string(rule.action) + " as well",
                             "remove it");
      } else {
        const bool duplicate = stronger->action.kind == rule.action.kind;
        auto& found = diagnostics_.warning(
            duplicate ? "duplicate" : "no-effect", span,
            duplicate
                ? written(rule) + " is listed twice in " + title(table)
                : written(rule) + " changes nothing: " + title(table) + " also has it under " +
                      policy::to_string(stronger->action) + ", which is more permissive",
            "remove it");
        found.labels.push_back(
            {stronger->entry.span, duplicate ? "first listed here" : "this wins"});
      }
    });
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

  bool has_errno(const ActionSpec& spec, arch::Abi abi) {
    if (policy::action_on(spec, abi)) return true;
    diagnostics_.error("errno-on-abi", spec.span,
                       "errno " + std::get<std::string>(spec.data) + " does not exist on " +
                           std::string(arch::facts(abi).name),
                       "use another errno, or restrict the entries: \"name@abi\"");
    return false;
  }

  void foreign_number(const Rule& rule, std::uint32_t number, arch::Abi abi) {
    for (const arch::Abi sibling : arch::siblings(abi)) {
      const arch::AbiFacts& facts = arch::facts(sibling);
      if (!facts.numbers.contains(number)) continue;
      diagnostics_.error("call-number", rule.entry.span,
                         std::to_string(number) + " is no call number of " +
                             std::string(arch::facts(abi).name) + " but of " +
                             std::string(facts.name),
                         "numbers of " + std::string(arch::facts(abi).name) + " begin at " +
                             std::to_string(arch::facts(abi).number_base) + "; calls of " +
                             std::string(facts.name) + " need that ABI among those served");
    }
  }

  void none_exists(arch::Abi abi) {
    // Among faulty entries may be one that was meant for this ABI.
    if (diagnostics_.has_errors()) return;
    diagnostics_.error("empty-policy", std::nullopt,
                       "no entry of the policy names a call that " +
                           std::string(arch::facts(abi).name) + " has",
                       "list calls of that ABI, or do not serve it");
  }

  /// `same`: every rule of every table about one number.
  void check_number(std::span<const Listed> same, bpf::Action unlisted) {
    for (const Listed& entry : same) {
      check_widens(entry, unlisted);
      check_effect(entry, same, unlisted);
      for (const Listed& other : same)
        check_agreement(entry, other, same);
    }
  }

  void check_widens(const Listed& entry, bpf::Action unlisted) {
    if (entry.table->name.empty()) return;
    const bool beyond_default = entry.action.kind > policy_.default_action.kind;
    if (!beyond_default && entry.action.kind <= unlisted.kind) return;
    if (!narrowing_.insert(entry.rule).second) return;
    auto& found = diagnostics_.error(
        "capability-narrows", entry.rule->entry.span,
        title(*entry.table) + " would narrow: " + policy::to_string(entry.rule->action) +
            " is more restrictive than " +
            (beyond_default ? "the default, " + policy::to_string(policy_.default_action)
                            : "what the call gets unlisted, " + bpf::to_string(unlisted)),
        "a capability only ever widens; put the entry in [base]");
    found.labels.push_back({entry.rule->action.span, "the action"});
  }

  void check_effect(const Listed& entry, std::span<const Listed> same, bpf::Action unlisted) {
    std::vector<Listed> of_table;
    std::copy_if(same.begin(), same.end(), std::back_inserter(of_table),
                 [&](const Listed& other) { return other.table == entry.table; });
    const Listed& winner = most_permissive(of_table);
    const bool alone = std::all_of(of_table.begin(), of_table.end(), [&](const Listed& other) {
      return other.action == entry.action;
    });
    // Another value of the same kind is a conflict, which is for check_agreement to say.
    const bool wins = winner.rule == entry.rule || (winner.action.kind == entry.action.kind &&
                                                    winner.action.data != entry.action.data);
    if (wins && !(alone && entry.action == unlisted))
      effective_.insert(entry.rule);
    else
      idle_.emplace(entry.rule, winner.rule == entry.rule ? nullptr : winner.rule);
  }

  /// Two values of one kind of action, which can both be the most permissive.
  void check_agreement(const Listed& a, const Listed& b, std::span<const Listed> same) {
    const bool differ = a.action.kind == b.action.kind && a.action.data != b.action.data;
    if (!differ || b.rule->entry.span.begin <= a.rule->entry.span.begin) return;
    const bool overruled = std::any_of(same.begin(), same.end(), [&](const Listed& other) {
      const bool always_there =
          other.table->name.empty() || other.table == a.table || other.table == b.table;
      return always_there && other.action.kind < a.action.kind;
    });
    if (overruled || !conflicts_.emplace(a.rule, b.rule).second) return;
    auto& found = diagnostics_.error(
        "conflict", b.rule->entry.span,
        written(*b.rule) + " gets " + policy::to_string(b.rule->action) + " here and " +
            policy::to_string(a.rule->action) + " elsewhere, and neither is more permissive",
        "keep one of them");
    found.labels.push_back({a.rule->entry.span, policy::to_string(a.rule->action) + " here"});
  }

  const Policy& policy_;
  Diagnostics& diagnostics_;
  std::set<const Rule*> effective_;
  std::map<const Rule*, const Rule*> idle_; ///< to the rule that wins instead, if any
  std::set<const Rule*> narrowing_;
  std::set<std::pair<const Rule*, const Rule*>> conflicts_;
};

} // namespace

void check(const Policy& policy, std::span<const arch::Abi> abis, Diagnostics& diagnostics) {
  Checker checker(policy, diagnostics);
  checker.check_call_numbers(abis);
  for (const arch::Abi abi : abis)
    checker.check_abi(abi);
  checker.report_idle_rules();
}

} // namespace callgate::ruleset
