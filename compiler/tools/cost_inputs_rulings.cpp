// A formula is put into alternatives: lists of tests of one range each that must all hold.
// Each is asked for its first input with a diagram of its own, which is small whatever the
// whole decision's would be.
#include <algorithm>
#include <set>

#include "proof/parts.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/plain.hpp"
#include "tools/cost_inputs.hpp"

namespace callgate::tools {

namespace {

using ruleset::ArgumentRegisters;
using ruleset::Decision;
using ruleset::Formula;
using ruleset::Test;

/// No input is looked for where an alternative's diagram is larger.
constexpr std::size_t most_nodes = 200'000;

/// Tests that hold together.
using Alternative = std::vector<Formula>;

struct Alternatives {
  std::vector<Alternative> list;
  bool is_cut = false;

  void add(Alternative alternative) {
    if (list.size() < most_alternatives)
      list.push_back(std::move(alternative));
    else
      is_cut = true;
  }
};

Alternatives alternatives_of(const Formula& formula);

Alternatives alternatives_of(const Test& test) {
  Alternatives result;
  for (const ruleset::Range& range : test.ranges)
    result.add({Formula{Test{test.field, test.mask, {range}}}});
  return result;
}

Alternatives alternatives_of(const ruleset::Any& any) {
  Alternatives result;
  for (const Formula& part : any.parts) {
    Alternatives more = alternatives_of(part);
    result.is_cut = result.is_cut || more.is_cut;
    for (Alternative& alternative : more.list)
      result.add(std::move(alternative));
  }
  return result;
}

/// Each of one part beside each of the next.
Alternatives alternatives_of(const ruleset::All& all) {
  Alternatives result;
  result.add({});
  for (const Formula& part : all.parts) {
    const Alternatives more = alternatives_of(part);
    Alternatives product;
    product.is_cut = result.is_cut || more.is_cut;
    for (const Alternative& one : result.list) {
      for (const Alternative& other : more.list) {
        if (product.is_cut && product.list.size() == most_alternatives) break;
        Alternative both = one;
        both.insert(both.end(), other.begin(), other.end());
        product.add(std::move(both));
      }
    }
    result = std::move(product);
  }
  return result;
}

Alternatives alternatives_of(const Formula& formula) {
  return std::visit([](const auto& node) { return alternatives_of(node); }, formula.node);
}

bool lets_through(bpf::Action action) {
  return !bpf::facts(action.kind).stops;
}

/// The action that calls of that decision get whatever their arguments; nothing if these decide
/// (or if that is too complex to tell).
std::optional<bpf::Action> action_of_all(const Decision& decision) {
  return decision.clauses.empty() ? decision.otherwise : ruleset::plain_action(decision);
}

/// Finds the inputs of one decision after the other.
class Nomination {
public:
  struct Found {
    std::vector<ArgumentRegisters> inputs;
    bool is_cut = false;
  };

  Found inputs_of(const Decision& decision) {
    found_ = {};
    seen_.clear();
    std::vector<Formula> whens;
    whens.reserve(decision.clauses.size());
    for (const ruleset::Clause& clause : decision.clauses) {
      if (lets_through(clause.action)) nominate(clause.when, decision);
      whens.push_back(clause.when);
    }
    if (lets_through(decision.otherwise))
      nominate(ruleset::negation(ruleset::any_of(std::move(whens))), decision);
    return std::move(found_);
  }

private:
  void nominate(const Formula& formula, const Decision& decision) {
    Alternatives alternatives = alternatives_of(formula);
    found_.is_cut = found_.is_cut || alternatives.is_cut;
    for (Alternative& alternative : alternatives.list) {
      const auto input = first_of(Formula{ruleset::All{std::move(alternative)}});
      if (!input || !lets_through(action_for(decision, *input))) continue;
      if (!seen_.insert(*input).second) continue;
      if (found_.inputs.size() < most_alternatives)
        found_.inputs.push_back(*input);
      else
        found_.is_cut = true;
    }
  }

  std::optional<ArgumentRegisters> first_of(const Formula& formula) {
    try {
      diagram::Diagrams diagrams(most_nodes);
      const auto input = proof::witness(diagrams, ruleset::meaning(diagrams, formula));
      if (!input) return std::nullopt;
      return input->arguments;
    } catch (const diagram::TooLarge&) {
      found_.is_cut = true;
      return std::nullopt;
    }
  }

  Found found_;
  std::set<ArgumentRegisters> seen_;
};

} // namespace

Decided decided_by(const ruleset::Ruleset& ruleset, const Numbers& numbers) {
  Decided decided;
  Nomination nomination;
  const Decision& unlisted = ruleset::decision_for(ruleset, numbers.unassigned);
  for (const ruleset::Interval& interval : ruleset.intervals) {
    const std::uint32_t first = std::max(interval.first, numbers.range.first);
    const std::uint32_t last = std::min(interval.last, numbers.range.last);
    if (first > last) continue;
    const std::size_t count = std::size_t{last - first} + 1;
    const Decision& decision = interval.decision;
    if (decision != unlisted) decided.listed += count;
    if (const auto action = action_of_all(decision)) {
      if (action->kind == bpf::ActionKind::allow) decided.allowed += count;
      continue;
    }
    decided.conditional += count;
    const auto [inputs, is_cut] = nomination.inputs_of(decision);
    if (is_cut) decided.cut += count;
    for (std::uint32_t number = first; number - first < count; ++number)
      for (const ArgumentRegisters& registers : inputs)
        numbers.satisfied({.number = number, .token = numbers.token, .arguments = registers});
  }
  return decided;
}

} // namespace callgate::tools
