#include "gate/usage.hpp"

#include <algorithm>

#include "arch/calls.hpp"
#include "policy/holds.hpp"

namespace callgate::gate {

namespace {

using policy::Verdict;

Fate fate_of(const Verdict& verdict) {
  if (!bpf::facts(verdict.action.kind).stops) return Fate::allowed;
  if (verdict.action.kind != bpf::ActionKind::error) return Fate::denied;
  if (verdict.reason == Verdict::Reason::entry) return Fate::answered;
  return verdict.reason == Verdict::Reason::newer ? Fate::newer : Fate::denied;
}

void count(Times& times, Fate fate) {
  switch (fate) {
  case Fate::allowed:
    ++times.allowed;
    return;
  case Fate::answered:
    ++times.answered;
    return;
  case Fate::newer:
    ++times.newer;
    return;
  case Fate::denied:
    ++times.denied;
    return;
  }
}

policy::Occasion occasion(const policy::Entry& entry, arch::Abi abi, const bpf::CallData& call) {
  const auto* name = std::get_if<std::string>(&entry.call);
  const arch::Call* const meant =
      name != nullptr ? arch::find_call(abi, *name) : arch::find_call(abi, call.number);
  return {abi, meant, call.arguments};
}

} // namespace

Usage::Usage(const policy::Policy& policy, const policy::Selection& selection,
             const Entries& entries)
    : selection_(selection), evaluator_(policy, selection), entries_(entries) {
  uses_.reserve(entries.all().size());
  for (const Entry& entry : entries.all())
    uses_.push_back({0, std::vector<std::uint64_t>(entry.parts.size()), {}});
}

Usage::Seen Usage::see(const bpf::CallData& call) {
  const Number& known = number(call);
  const Verdict verdict = known.always ? *known.always : evaluator_.verdict(call);
  const Fate fate = fate_of(verdict);
  count(*known.times, fate);
  if (verdict.reason == Verdict::Reason::entry) {
    for (const Candidate& candidate : known.candidates)
      if (candidate.action == verdict.action.kind) use(candidate, known, call);
  }
  return {fate, verdict};
}

/// The ABI that the policy asks about a number, as the evaluator does.
std::optional<arch::Abi> Usage::served(const bpf::CallData& call) const {
  std::optional<arch::Abi> served;
  for (const arch::Abi abi : selection_.abis) {
    if (arch::facts(abi).token != call.token) continue;
    if (!served || arch::facts(abi).numbers.contains(call.number)) served = abi;
  }
  return served;
}

Usage::Number& Usage::number(const bpf::CallData& call) {
  const std::uint64_t key = std::uint64_t{call.token} << 32U | call.number;
  const auto [found, is_new] = numbers_.try_emplace(key);
  Number& number = found->second;
  if (!is_new) return number;
  number.times = &calls_[{call.token, call.number}];
  const auto abi = served(call);
  bool has_condition = false;
  const std::vector<EntryRule>& rules = entries_.rules();
  for (std::size_t i = 0; abi && i < rules.size(); ++i) {
    const EntryRule& each = rules[i];
    if (!policy::is_active(*each.table, selection_)) continue;
    const auto ranges = policy::numbers_of(*each.table, *each.rule, *abi);
    const bool speaks = std::ranges::any_of(
        ranges, [&](const arch::NumberRange& range) { return range.contains(call.number); });
    if (!speaks) continue;
    number.candidates.push_back({i, each.rule->action.kind});
    has_condition = has_condition || each.rule->entry.condition != nullptr;
  }
  if (abi) number.abi = *abi;
  if (!has_condition) number.always = evaluator_.verdict(call);
  return number;
}

/// Counts the entry, if it speaks of this very call.
void Usage::use(const Candidate& candidate, const Number& number, const bpf::CallData& call) {
  const EntryRule& of = entries_.rules()[candidate.rule];
  const Entry& entry = entries_.all()[of.entry];
  const policy::Entry& written = of.rule->entry;
  if (written.condition && !policy::holds(*written.condition, occasion(written, number.abi, call)))
    return;
  EntryUse& use = uses_[of.entry];
  ++use.calls;
  use.members.insert(candidate.rule);
  for (std::size_t i = 0; i < entry.parts.size(); ++i) {
    if (policy::holds(entry.parts[i].condition, occasion(written, number.abi, call)))
      ++use.parts[i];
  }
}

} // namespace callgate::gate
