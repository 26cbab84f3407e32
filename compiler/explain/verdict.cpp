#include "explain/verdict.hpp"

#include <algorithm>
#include <iterator>

#include "explain/arguments.hpp"
#include "explain/place.hpp"
#include "explain/statements.hpp"
#include "pipeline/ask.hpp"
#include "policy/evaluate.hpp"

namespace callgate::explain {

namespace {

using policy::Policy;

/// What is asked: as for the filter of the call's family, where there is one.
policy::Selection selection_for(const pipeline::Analysis& analysis, const Subject& subject) {
  policy::Selection selection = analysis.selection;
  if (!subject.abi) return selection;
  const auto is_other = [&](arch::Abi abi) {
    return arch::facts(abi).family != arch::facts(*subject.abi).family;
  };
  if (!std::ranges::all_of(selection.abis, is_other)) std::erase_if(selection.abis, is_other);
  return selection;
}

/// The ABI whose ruleset decides: under one token the call's owner, or the one that is served.
std::optional<arch::Abi> served_abi(const pipeline::Analysis& analysis, const Subject& subject) {
  const auto& served = analysis.selection.abis;
  if (subject.abi && std::ranges::find(served, *subject.abi) != served.end()) return subject.abi;
  return std::nullopt;
}

std::string release_sentence(const Subject& subject, const Policy& policy) {
  std::string text = name_of(subject);
  if (subject.named == nullptr) {
    text += " is a number that callgate's tables do not have yet";
  } else {
    text += subject.named->since.known == arch::Since::Known::unknown
                ? " came with a release that nobody recorded"
                : " came with Linux " + arch::to_string(subject.named->since);
  }
  return text + ", after known_through = " + arch::to_string(*policy.known_through);
}

std::string foreign_sentence(const Subject& subject) {
  if (!subject.abi) return "its audit token is of no ABI that callgate knows";
  return "it is a call of " + std::string(arch::facts(*subject.abi).name) +
         ", whose audit token the policy does not serve";
}

std::string sibling_sentence(const Subject& subject) {
  return "its number is one of " + std::string(arch::facts(*subject.abi).name) +
         ", which the policy does not serve";
}

class Judge {
public:
  Judge(const pipeline::Compilation& compilation, const Subject& subject,
        const diagnostic::Source& source)
      : analysis_(compilation.analysis), subject_(subject), source_(source) {}

  Verdict verdict() {
    const auto actions =
        possible_actions(analysis_.resolutions, foreign_action(analysis_), subject_);
    result_.action = actions.back();
    if (actions.size() > 1) {
      result_.reason = Reason::undetermined;
      result_.sentence = "it depends on its arguments, which are not known here";
    } else {
      ask();
    }
    add_near();
    return std::move(result_);
  }

private:
  void ask() {
    const policy::Policy& policy = *analysis_.policy;
    const policy::Selection selection = selection_for(analysis_, subject_);
    const policy::Verdict verdict = policy::Evaluator(policy, selection).verdict(subject_.call);
    using enum policy::Verdict::Reason;
    switch (verdict.reason) {
    case entry:
      result_.reason = Reason::entry;
      result_.place = place_of(source_, *verdict.table, *verdict.rule);
      result_.sentence = "an entry says so";
      break;
    case no_condition:
      result_.reason = Reason::no_condition;
      result_.sentence = "it is listed, and no entry's condition holds";
      break;
    case unlisted:
      result_.reason = Reason::unlisted;
      result_.sentence = "no entry lists it";
      break;
    case sibling_abi:
      result_.reason = Reason::sibling_abi;
      result_.sentence = sibling_sentence(subject_);
      break;
    case newer:
      result_.reason = Reason::newer;
      result_.sentence = release_sentence(subject_, policy);
      put_key("[policy]", "newer");
      break;
    case foreign_token:
      result_.reason = Reason::foreign_token;
      result_.sentence = foreign_sentence(subject_);
      put_key("[policy]", "foreign");
      break;
    }
    if (verdict.reason == no_condition || verdict.reason == unlisted)
      put_key("[policy]", "default");
  }

  /// The key that gave the action, if the policy has it.
  void put_key(std::string_view table, std::string_view key) {
    const Statements statements(source_.text());
    if (const Statement* found = statements.find(table, key))
      result_.place = place_of(source_, found->whole, std::string(table));
  }

  void add_near() {
    for (const Listing& listing : listings(analysis_, subject_, source_)) {
      NearMiss miss{place_of(source_, *listing.table, *listing.rule), {}, {}};
      for (const Failing& failing : listing.failing) {
        miss.failing += (miss.failing.empty() ? "" : " && ") + text_at(source_, failing.part->span);
        if (failing.here.empty()) continue;
        if (!miss.here.empty()) miss.here += ", ";
        miss.here += failing.here;
      }
      result_.near.push_back(std::move(miss));
    }
  }

  const pipeline::Analysis& analysis_;
  const Subject& subject_;
  const diagnostic::Source& source_;
  Verdict result_;
};

} // namespace

bpf::Action foreign_action(const pipeline::Analysis& analysis) {
  return policy::action_on(analysis.policy->foreign, analysis.selection.abis.front()).value();
}

std::vector<Listing> listings(const pipeline::Analysis& analysis, const Subject& subject,
                              const diagnostic::Source& source) {
  const auto abi = served_abi(analysis, subject);
  if (!abi) return {};
  std::vector<Listing> result;
  const auto look = [&](const policy::Table& table) {
    for (const policy::Rule& rule : table.rules) {
      const auto action = policy::action_on(rule.action, *abi);
      if (!rule.entry.condition || !action || !lets_run(*action)) continue;
      const policy::NumberRanges numbers = policy::numbers_of(table, rule, *abi);
      const bool is_listed = std::ranges::any_of(numbers, [&](const arch::NumberRange& range) {
        return range.contains(subject.call.number);
      });
      if (is_listed)
        result.push_back({&table, &rule, failing_parts(*rule.entry.condition, subject, source)});
    }
  };
  look(analysis.policy->base);
  for (const policy::Table& table : analysis.policy->capabilities) {
    if (policy::is_active(table, analysis.selection)) look(table);
  }
  return result;
}

Verdict verdict_of(const pipeline::Compilation& compilation, const Subject& subject,
                   const diagnostic::Source& source) {
  return Judge(compilation, subject, source).verdict();
}

} // namespace callgate::explain
