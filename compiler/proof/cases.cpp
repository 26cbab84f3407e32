#include "proof/cases.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ruleset/fitting_order.hpp"

namespace callgate::proof {

namespace {

using ruleset::Decision;

/// Finds orders, once for decisions that are equal.
class Orders {
public:
  std::optional<ruleset::BitOrder> of(const Decision& decision) {
    if (ruleset::is_simple(decision)) return ruleset::BitOrder::standard();
    const auto known =
        std::ranges::find_if(known_, [&](const auto& entry) { return *entry.first == decision; });
    if (known != known_.end()) return known->second;
    return known_.emplace_back(&decision, ruleset::fitting_order(decision)).second;
  }

private:
  std::vector<std::pair<const Decision*, std::optional<ruleset::BitOrder>>> known_;
};

/// Puts a decision into the case of those equal to it.
void set_apart(const Decision& decision, const ruleset::BitOrder& order, CallNumber call,
               std::vector<Case>& cases) {
  cases.front().decisions.push_back(&decision);
  const auto same = std::find_if(cases.begin() + 1, cases.end(), [&](const Case& each) {
    return *each.decisions.front() == decision;
  });
  if (same != cases.end())
    same->decisions.push_back(&decision);
  else
    cases.push_back({Case::Kind::these, {&decision}, order, call});
}

} // namespace

std::variant<std::vector<Case>, Oversized> cases_of(const ruleset::Rulings& rulings) {
  std::vector<Case> cases(1);
  Orders orders;
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    for (const ruleset::Interval& interval : ruleset.intervals) {
      const auto order = orders.of(interval.decision);
      if (!order) return oversized(ruleset, interval);
      if (*order != ruleset::BitOrder::standard())
        set_apart(interval.decision, *order, {ruleset.token, interval.first}, cases);
    }
  }
  return cases;
}

} // namespace callgate::proof
