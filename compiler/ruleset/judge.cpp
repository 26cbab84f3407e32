#include "ruleset/judge.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ruleset/fitting_order.hpp"
#include "ruleset/judge_condition.hpp"
#include "ruleset/mistakes.hpp"
#include "ruleset/typing.hpp"
#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

using diagnostic::Diagnostics;
using policy::Combination;
using policy::Condition;
using policy::Policy;
using policy::Rule;
using policy::Table;

/// Where a condition and all of its parts stand. A condition on a group is joined with
/// those of its members, so one place is not enough to tell conditions apart.
std::vector<std::size_t> places_of(const Condition& condition) {
  std::vector<std::size_t> places{condition.span.begin};
  if (const auto* combination = std::get_if<Combination>(&condition.test)) {
    for (const Condition& operand : combination->operands) {
      const auto more = places_of(operand);
      places.insert(places.end(), more.begin(), more.end());
    }
  }
  return places;
}

/// Gathers the calls that each written condition is for, and what means nothing on them.
class Conditions {
public:
  /// `abis` are compiled for, `served` are those and all others that the policy is for: a
  /// part that is of no use on one of them may be on another.
  Conditions(std::span<const arch::Abi> abis, std::set<arch::Abi> served, Diagnostics& diagnostics)
      : abis_(abis), served_(std::move(served)), diagnostics_(diagnostics) {}

  void add(const Table& table) {
    for (const Rule& rule : table.rules) {
      if (!rule.entry.condition) continue;
      Use& use = uses_[places_of(*rule.entry.condition)];
      if (use.rule == nullptr) use.rule = &rule;
      for (const arch::Abi abi : served_) {
        for (const arch::NumberRange& numbers : policy::numbers_of(table, rule, abi))
          use.calls.emplace(abi, numbers.first); // to all of a range it means the same
      }
    }
  }

  Judgement judge() {
    for (const auto& [places, use] : uses_)
      judge(use);
    mistakes_.report(abis_.size(), diagnostics_);
    if (mistakes_.empty()) return judgement_;
    return std::max(judgement_, Judgement::mistaken);
  }

private:
  struct Use {
    const Rule* rule = nullptr;
    std::set<std::pair<arch::Abi, std::uint32_t>> calls;
  };

  void judge(const Use& use) {
    const Condition& condition = *use.rule->entry.condition;
    std::vector<Instance> instances;
    for (const auto& [abi, number] : use.calls) {
      auto formula = typed(condition, abi, number);
      if (!formula) continue;
      auto same = std::find_if(instances.begin(), instances.end(), [&](const Instance& instance) {
        return instance.formula == *formula;
      });
      if (same == instances.end()) {
        const auto order = fitting_order(*formula);
        if (!order) return refuse(*use.rule);
        same = instances.insert(same, {abi, number, *std::move(formula), *order});
      }
      same->abis.insert(abi);
    }
    if (instances.empty()) return;
    try {
      if (!judge_condition(condition, std::move(instances), abis_, diagnostics_))
        judgement_ = std::max(judgement_, Judgement::mistaken);
    } catch (const diagram::TooLarge&) {
      refuse(*use.rule);
    }
  }

  void refuse(const Rule& rule) {
    report_too_complex(rule, diagnostics_);
    judgement_ = Judgement::too_complex;
  }

  std::optional<Formula> typed(const Condition& condition, arch::Abi abi, std::uint32_t number) {
    return formula_of(condition, abi, number, [&](Mistake mistake) {
      if (contains(abis_, abi)) mistakes_.add(abi, std::move(mistake));
    });
  }

  std::span<const arch::Abi> abis_;
  std::set<arch::Abi> served_;
  Diagnostics& diagnostics_;
  std::map<std::vector<std::size_t>, Use> uses_; ///< by the places of the condition's parts
  MistakesByAbi mistakes_;
  Judgement judgement_ = Judgement::sound;
};

} // namespace

Judgement judge_conditions(const Policy& policy, std::span<const arch::Abi> abis,
                           Diagnostics& diagnostics) {
  std::set<arch::Abi> served(abis.begin(), abis.end());
  if (policy.abis) served.insert(policy.abis->begin(), policy.abis->end());
  Conditions conditions(abis, std::move(served), diagnostics);
  conditions.add(policy.base);
  for (const Table& table : policy.capabilities)
    conditions.add(table);
  return conditions.judge();
}

} // namespace callgate::ruleset
