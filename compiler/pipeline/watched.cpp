#include "pipeline/watched.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "pipeline/build.hpp"

namespace callgate::pipeline {
namespace {

using bpf::Action;
using bpf::ActionKind;
using ruleset::Decision;
using ruleset::Interval;

Action watched_action(Action action, bool is_of_tracing, Watching watching) {
  const bool runs = action.kind == ActionKind::allow || action.kind == ActionKind::log;
  if (runs && is_of_tracing) return {ActionKind::trace, watched::tracing};
  if (runs)
    return watching == Watching::counting ? Action{ActionKind::trace, watched::allowed} : action;
  if (action.kind == ActionKind::error || watching != Watching::explaining)
    return {ActionKind::trace, watched::denied};
  return action;
}

Decision watched_decision(const Decision& decision, bool is_of_tracing, Watching watching) {
  Decision result{watched_action(decision.otherwise, is_of_tracing, watching)};
  for (const ruleset::Clause& clause : decision.clauses)
    result.clauses.push_back({clause.when, watched_action(clause.action, is_of_tracing, watching)});
  // Last clauses may say what the rest says by now.
  while (!result.clauses.empty() && result.clauses.back().action == result.otherwise)
    result.clauses.pop_back();
  return result;
}

/// The numbers of ptrace on the ABIs of a ruleset, sorted.
std::vector<std::uint32_t> tracing_numbers(const ruleset::Ruleset& ruleset) {
  std::vector<std::uint32_t> numbers;
  for (const arch::Abi abi : ruleset.abis)
    if (const arch::Call* call = arch::find_call(abi, "ptrace")) numbers.push_back(call->number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

/// Intervals in their order; equal neighbours become one.
void append(std::vector<Interval>& intervals, Interval interval) {
  if (!intervals.empty() && intervals.back().decision == interval.decision)
    intervals.back().last = interval.last;
  else
    intervals.push_back(std::move(interval));
}

/// The interval, with numbers of ptrace apart.
void append_watched(std::vector<Interval>& intervals, const Interval& interval,
                    const std::vector<std::uint32_t>& tracing, Watching watching) {
  const Decision usual = watched_decision(interval.decision, false, watching);
  std::uint64_t first = interval.first;
  for (const std::uint32_t number : tracing) {
    if (number < interval.first || number > interval.last) continue;
    if (first < number) append(intervals, {static_cast<std::uint32_t>(first), number - 1, usual});
    append(intervals, {number, number, watched_decision(interval.decision, true, watching)});
    first = std::uint64_t{number} + 1;
  }
  if (first <= interval.last)
    append(intervals, {static_cast<std::uint32_t>(first), interval.last, usual});
}

} // namespace

ruleset::Rulings watched_rulings(const ruleset::Rulings& rulings, Watching watching) {
  ruleset::Rulings result{rulings.family, rulings.byte_order, {}, rulings.foreign};
  result.foreign = watched_action(rulings.foreign, false, watching);
  for (const ruleset::Ruleset& ruleset : rulings.rulesets) {
    ruleset::Ruleset watched{ruleset.token, ruleset.abis, {}};
    const std::vector<std::uint32_t> tracing = tracing_numbers(ruleset);
    for (const Interval& interval : ruleset.intervals)
      append_watched(watched.intervals, interval, tracing, watching);
    result.rulesets.push_back(std::move(watched));
  }
  return result;
}

std::optional<proof::ProvenFilter> build_watched(const Compilation& compilation,
                                                 arch::Family family, Watching watching,
                                                 diagnostic::Diagnostics& diagnostics) {
  for (const ruleset::Resolution& resolution : compilation.analysis.resolutions) {
    if (resolution.rulings.family != family) continue;
    const std::array<ruleset::Resolution, 1> watched{ruleset::Resolution{
        watched_rulings(resolution.rulings, watching), resolution.calls, resolution.skipped}};
    auto built = build(watched, compilation.analysis.objective, diagnostics);
    if (!built) return std::nullopt;
    return std::move(built->filters.front());
  }
  return std::nullopt;
}

bool is_tracing(const bpf::CallData& call) {
  return std::any_of(arch::all_abis().begin(), arch::all_abis().end(),
                     [&](const arch::AbiFacts& facts) {
                       if (facts.token != call.token) return false;
                       const arch::Call* tracing = arch::find_call(facts.abi, "ptrace");
                       return tracing != nullptr && tracing->number == call.number;
                     });
}

} // namespace callgate::pipeline
