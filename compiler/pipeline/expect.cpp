#include "pipeline/expect.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diagnostic/printable.hpp"
#include "pipeline/ask.hpp"
#include "pipeline/build.hpp"
#include "pipeline/report.hpp"
#include "ruleset/call_data.hpp"
#include "ruleset/words.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;
using diagnostic::quoted;
using policy::Expectation;
using policy::Policy;
using policy::Selection;
using Filters = std::vector<proof::ProvenFilter>;

std::string name_of(const policy::WrittenCall& call) {
  if (const auto* name = std::get_if<std::string>(&call.call)) return quoted(*name);
  return quoted("#" + std::to_string(std::get<std::uint32_t>(call.call)));
}

/// Whether both name the same capabilities, each once.
bool are_same(std::span<const std::string> a, std::span<const std::string> b) {
  return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

/// An answer that is not the expected one, and the ABIs that give it.
struct Failure {
  policy::Verdict verdict;
  bpf::Action wanted;
  std::set<arch::Abi> abis;
  std::optional<bpf::CallData> call; ///< where other upper halves of registers get what is wanted
};

/// The expectations under one set of capabilities.
class Expectations {
public:
  Expectations(const Policy& policy, Selection selection,
               std::span<const proof::ProvenFilter> filters, Diagnostics& diagnostics)
      : policy_(policy), selection_(std::move(selection)), filters_(filters),
        diagnostics_(diagnostics) {}

  /// Returns whether it holds.
  bool check(const Expectation& expectation) {
    const std::vector<arch::Abi> abis = asked(expectation.call);
    if (abis.empty()) return may_be_skipped(expectation.call);
    std::vector<Failure> failures;
    ruleset::MistakesByAbi mistakes;
    bool is_sound = true;
    for (const arch::Abi abi : abis)
      is_sound &= ask_on(expectation, abi, failures, mistakes);
    mistakes.report(abis.size(), diagnostics_);
    for (const Failure& failure : failures)
      report(expectation, failure);
    return is_sound && failures.empty();
  }

private:
  /// Those of the selected ABIs that have the call, or the one ABI of the same kernels that the
  /// policy leaves to `foreign`.
  [[nodiscard]] std::vector<arch::Abi> asked(const policy::WrittenCall& call) const {
    std::vector<arch::Abi> abis = ruleset::abis_with(call, selection_.abis);
    if (abis.empty() && call.only && is_foreign(*call.only) &&
        filter_for(*call.only, filters_) != nullptr)
      abis.push_back(*call.only);
    return abis;
  }

  [[nodiscard]] bool is_foreign(arch::Abi abi) const {
    return !ruleset::contains(policy_.abis ? *policy_.abis : selection_.abis, abi);
  }

  /// Whether another compile of the policy asks it: for ABIs that are left out now.
  bool may_be_skipped(const policy::WrittenCall& call) {
    if (call.only && (!policy_.abis || ruleset::contains(*policy_.abis, *call.only))) return true;
    if (policy_.abis && !ruleset::abis_with(call, *policy_.abis).empty()) return true;
    const std::set<arch::Abi> served(selection_.abis.begin(), selection_.abis.end());
    const std::string lacking = call.only ? "no kernel that the policy serves has calls of " +
                                                std::string(arch::facts(*call.only).name)
                                          : "no ABI served has the call " + name_of(call);
    diagnostics_.error("expectation-nowhere", call.span, lacking,
                       "served here: " + ruleset::names_of(served));
    return false;
  }

  /// Returns whether there was an answer.
  bool ask_on(const Expectation& expectation, arch::Abi abi, std::vector<Failure>& failures,
              ruleset::MistakesByAbi& mistakes) {
    const auto wanted = policy::action_on(expectation.gets, abi);
    if (!wanted)
      mistakes.add(abi, {"errno-on-abi", expectation.gets.span,
                         policy::to_string(expectation.gets) + " does not exist",
                         "expect a number, or ask for one ABI alone: \"call@abi(…)\""});
    const auto calls = ruleset::call_data_of(expectation.call, abi, [&](ruleset::Mistake mistake) {
      mistakes.add(abi, std::move(mistake));
    });
    if (!wanted || calls.empty()) return false;
    std::size_t met = 0;
    std::optional<Failure> failure;
    for (const bpf::CallData& call : calls) {
      const auto answer = ask(policy_, selection_, filters_, abi, call, diagnostics_);
      if (!answer) return false;
      if (answer->verdict.action == *wanted)
        ++met;
      else if (!failure)
        failure = Failure{answer->verdict, *wanted, {abi}, call};
    }
    if (!failure) return true;
    if (met == 0) failure->call.reset();
    add(failures, *std::move(failure));
    return true;
  }

  /// ABIs with the same answer for the same reason are told together.
  static void add(std::vector<Failure>& failures, Failure failure) {
    const auto same = std::find_if(failures.begin(), failures.end(), [&](const Failure& other) {
      return other.verdict.action == failure.verdict.action && other.wanted == failure.wanted &&
             other.verdict.reason == failure.verdict.reason &&
             other.verdict.rule == failure.verdict.rule && !other.call && !failure.call;
    });
    if (same == failures.end())
      failures.push_back(std::move(failure));
    else
      same->abis.merge(failure.abis);
  }

  void report(const Expectation& expectation, const Failure& failure) {
    const policy::Verdict& verdict = failure.verdict;
    const std::string gets = policy::to_string(written(verdict));
    const std::string why = reason(verdict);
    auto& found = diagnostics_.error(
        "expectation-failed", expectation.gets.span,
        name_of(expectation.call) + " gets " + gets + ", not " +
            policy::to_string(expectation.gets) + ", on " + ruleset::names_of(failure.abis) +
            with_capabilities(policy_, selection_.capabilities) + register_words(failure.call) +
            (why.empty() ? "" : ": " + why),
        advice(verdict) + ", or write gets = " + quoted(gets));
    if (verdict.rule != nullptr)
      found.labels.push_back(
          {verdict.rule->entry.span, policy::title(*verdict.table) + " " + gets + " here"});
  }

  /// The action as the policy has it, with the errno's name.
  [[nodiscard]] const policy::ActionSpec& written(const policy::Verdict& verdict) const {
    if (verdict.rule != nullptr) return verdict.rule->action;
    if (verdict.reason == policy::Verdict::Reason::newer) return *policy_.newer;
    const bool is_foreign = verdict.reason == policy::Verdict::Reason::foreign_token ||
                            verdict.action.kind != policy_.default_action.kind;
    return is_foreign ? policy_.foreign : policy_.default_action;
  }

  static std::string advice(const policy::Verdict& verdict) {
    switch (verdict.reason) {
    case policy::Verdict::Reason::entry:
      return "change the entry";
    case policy::Verdict::Reason::no_condition:
      return "list the call for such arguments too";
    case policy::Verdict::Reason::foreign_token:
    case policy::Verdict::Reason::sibling_abi:
      return "serve that ABI";
    default:
      return "list the call";
    }
  }

  static std::string register_words(const std::optional<bpf::CallData>& call) {
    if (!call) return {};
    return ", if C leaves the registers so (" + bpf::to_string(*call) + ")";
  }

  const Policy& policy_;
  Selection selection_;
  std::span<const proof::ProvenFilter> filters_;
  Diagnostics& diagnostics_;
};

/// The filters for other capabilities than those that were asked for.
std::optional<Filters> build_for(const Policy& policy, const Selection& selection,
                                 const graph::Objective& objective, Diagnostics& diagnostics) {
  auto built = build(ruleset::resolve(policy, selection), objective, diagnostics);
  if (!built) return std::nullopt;
  return std::move(built->filters);
}

} // namespace

bool meets_expectations(const Policy& policy, std::span<const arch::Abi> abis,
                        const graph::Objective& objective, std::span<const FiltersOfSet> sets,
                        Diagnostics& diagnostics) {
  std::map<std::vector<std::string>, std::vector<const Expectation*>> by_capabilities;
  for (const Expectation& expectation : policy.expectations)
    by_capabilities[expectation.capabilities].push_back(&expectation);
  bool all_hold = true;
  for (const auto& entry : by_capabilities) {
    const Selection wanted{{abis.begin(), abis.end()}, entry.first};
    const auto known = std::find_if(sets.begin(), sets.end(), [&](const FiltersOfSet& set) {
      return are_same(set.capabilities, wanted.capabilities);
    });
    std::optional<Filters> own;
    if (known == sets.end()) {
      own = build_for(policy, wanted, objective, diagnostics);
      if (!own) return false;
    }
    Expectations judge(policy, wanted, own ? std::span(std::as_const(*own)) : known->filters,
                       diagnostics);
    for (const Expectation* expectation : entry.second)
      all_hold &= judge.check(*expectation);
  }
  return all_hold;
}

} // namespace callgate::pipeline
