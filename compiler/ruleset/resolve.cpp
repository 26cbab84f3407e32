#include "ruleset/resolve.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "arch/calls.hpp"
#include "ruleset/listing.hpp"

namespace callgate::ruleset {

namespace {

using policy::Policy;
using policy::Selection;

/// What the chosen tables say of a number, or of neighbours that they treat alike.
struct Verdict {
  arch::NumberRange numbers;
  std::span<const Listed> rules; ///< those that count, most permissive first
  Decision decision;
};

/// Of rules about one number those that can decide, most permissive first. The first one
/// without a condition is the last that can.
std::span<const Listed> deciding(std::span<Listed> same) {
  if (same.size() > 1)
    std::stable_sort(same.begin(), same.end(), [](const Listed& a, const Listed& b) {
      if (a.action.kind != b.action.kind) return a.action.kind < b.action.kind;
      return !a.when && b.when;
    });
  const auto last = std::ranges::find(same, nullptr, &Listed::when);
  return {same.begin(), last == same.end() ? last : std::next(last)};
}

/// Rules of one action are alternatives of one clause.
Decision decision_of(std::span<const Listed> rules, bpf::Action otherwise) {
  Decision decision{otherwise};
  for (const Listed& rule : rules) {
    if (!rule.when) {
      decision.otherwise = rule.action;
      break;
    }
    auto& clauses = decision.clauses;
    const auto same = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& clause) {
      return clause.action == rule.action;
    });
    if (same == clauses.end())
      clauses.push_back({{Any{{*rule.when}}}, rule.action});
    else
      std::get<Any>(same->when.node).parts.push_back(*rule.when);
  }
  for (Clause& clause : decision.clauses)
    clause.when = any_of(std::move(std::get<Any>(clause.when.node).parts));
  return decision;
}

/// Whether `next` goes on where `last` ends, with the same rules.
bool goes_on(const Verdict& last, arch::NumberRange numbers, std::span<const Listed> rules) {
  return last.numbers.last + 1 == numbers.first &&
         std::ranges::equal(last.rules, rules, {}, &Listed::rule, &Listed::rule);
}

/// What the chosen tables list on `abi`.
std::vector<Listed> list_active(const Policy& policy, const Selection& selection, arch::Abi abi) {
  std::vector<Listed> listed = list(policy, abi);
  std::erase_if(listed,
                [&](const Listed& entry) { return !policy::is_active(*entry.table, selection); });
  return listed;
}

/// Verdicts on all numbers listed, in their order. Entries about one number are put in order.
std::vector<Verdict> judge(std::span<Listed> listed, bpf::Action otherwise) {
  std::vector<Verdict> result;
  result.reserve(listed.size());
  while (!listed.empty()) {
    const auto same = listed.first(first_numbers(listed).size());
    listed = listed.subspan(same.size());
    const arch::NumberRange numbers = same.front().numbers;
    const std::span<const Listed> rules = deciding(same);
    if (!result.empty() && goes_on(result.back(), numbers, rules)) {
      result.back().numbers.last = numbers.last;
      continue;
    }
    result.push_back({numbers, rules, decision_of(rules, otherwise)});
  }
  return result;
}

/// One ABI's share of the numbers under its token.
class Share {
public:
  Share(const Policy& policy, const Selection& selection, arch::Abi abi)
      : abi_(abi), unlisted_(policy, abi), listed_(list_active(policy, selection, abi)),
        verdicts_(judge(listed_, unlisted_.default_action())) {}
  Share(const Share&) = delete; // the verdicts point into the listing
  Share& operator=(const Share&) = delete;
  Share(Share&&) = default;

  [[nodiscard]] arch::Abi abi() const { return abi_; }
  [[nodiscard]] const std::vector<Verdict>& verdicts() const { return verdicts_; }

  /// Null for a number that is not listed.
  [[nodiscard]] const Decision* find(std::uint32_t number) const {
    const auto found = std::lower_bound(
        verdicts_.begin(), verdicts_.end(), number,
        [](const Verdict& verdict, std::uint32_t wanted) { return verdict.numbers.last < wanted; });
    const bool is_listed = found != verdicts_.end() && found->numbers.contains(number);
    return is_listed ? &found->decision : nullptr;
  }

  [[nodiscard]] const Unlisted& unlisted() const { return unlisted_; }

  /// Adds the first number of every stretch over which the decision is constant.
  void add_boundaries(std::vector<std::uint32_t>& starts) const {
    const auto more = unlisted_.boundaries();
    starts.insert(starts.end(), more.begin(), more.end());
    for (const Verdict& verdict : verdicts_) {
      starts.push_back(verdict.numbers.first);
      if (verdict.numbers.last != UINT32_MAX) starts.push_back(verdict.numbers.last + 1);
    }
  }

private:
  arch::Abi abi_;
  Unlisted unlisted_;
  std::vector<Listed> listed_;
  std::vector<Verdict> verdicts_;
};

/// Puts a share beside those under the same token.
void add_share(Share share, std::vector<std::vector<Share>>& by_token) {
  const auto same = std::find_if(by_token.begin(), by_token.end(), [&](const auto& shares) {
    return arch::facts(shares.front().abi()).token == arch::facts(share.abi()).token;
  });
  auto& shares = same != by_token.end() ? *same : by_token.emplace_back();
  shares.push_back(std::move(share));
}

/// Joins the shares of the ABIs that one token stands for.
Ruleset join(const std::vector<Share>& shares) {
  Ruleset ruleset{arch::facts(shares.front().abi()).token, {}, {}};
  std::vector<std::uint32_t> starts;
  for (const Share& share : shares) {
    ruleset.abis.push_back(share.abi());
    share.add_boundaries(starts);
    const arch::NumberRange own = arch::facts(share.abi()).numbers;
    starts.push_back(own.first);
    if (own.last != UINT32_MAX) starts.push_back(own.last + 1);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());

  const auto owner = [&](std::uint32_t number) -> const Share& {
    const auto own = std::find_if(shares.begin(), shares.end(), [&](const Share& share) {
      return arch::facts(share.abi()).numbers.contains(number);
    });
    return own == shares.end() ? shares.front() : *own;
  };
  for (const std::uint32_t start : starts) {
    const Share& share = owner(start);
    const Decision* const listed = share.find(start);
    const Decision unlisted{listed ? listed->otherwise : share.unlisted().action_for(start)};
    const Decision& decision = listed ? *listed : unlisted;
    if (!ruleset.intervals.empty()) {
      if (ruleset.intervals.back().decision == decision) continue;
      ruleset.intervals.back().last = start - 1;
    }
    ruleset.intervals.push_back({start, UINT32_MAX, decision});
  }
  return ruleset;
}

void add_skipped(const Policy& policy, arch::Abi abi, std::vector<SkippedEntry>& skipped) {
  const auto add = [&](const policy::Table& table) {
    for (const policy::Rule& rule : table.rules) {
      const bool is_meant = !rule.group && policy::applies_to(rule.entry, abi);
      if (is_meant && policy::numbers_of(rule.entry, abi).empty()) skipped.push_back({abi, &rule});
    }
  };
  add(policy.base);
  for (const policy::Table& table : policy.capabilities)
    add(table);
}

Resolution resolve_family(const Policy& policy, const Selection& selection,
                          const std::vector<arch::Abi>& abis) {
  Resolution resolution;
  std::vector<std::vector<Share>> by_token;
  for (const arch::Abi abi : abis) {
    Share share(policy, selection, abi);
    for (const Verdict& verdict : share.verdicts()) {
      const auto [first, last] = verdict.numbers;
      const arch::Call* call = first == last ? arch::find_call(abi, first) : nullptr;
      for (const Listed& rule : verdict.rules)
        resolution.calls.push_back({abi, verdict.numbers, call ? call->name : std::string_view(),
                                    rule.action, rule.table, rule.rule});
    }
    add_skipped(policy, abi, resolution.skipped);
    add_share(std::move(share), by_token);
  }
  const arch::AbiFacts& first = arch::facts(abis.front());
  resolution.rulings.family = first.family;
  resolution.rulings.byte_order = first.byte_order;
  resolution.rulings.foreign = policy::action_on(policy.foreign, first.abi).value();
  resolution.rulings.rulesets.reserve(by_token.size());
  for (const std::vector<Share>& shares : by_token)
    resolution.rulings.rulesets.push_back(join(shares));
  return resolution;
}

} // namespace

std::vector<Resolution> resolve(const Policy& policy, const Selection& selection) {
  std::map<arch::Family, std::vector<arch::Abi>> families;
  for (const arch::Abi abi : selection.abis)
    families[arch::facts(abi).family].push_back(abi);
  std::vector<Resolution> resolutions;
  resolutions.reserve(families.size());
  for (const auto& [family, abis] : families)
    resolutions.push_back(resolve_family(policy, selection, abis));
  return resolutions;
}

} // namespace callgate::ruleset
