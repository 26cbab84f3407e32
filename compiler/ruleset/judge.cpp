#include "ruleset/judge.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "diagram/diagram.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/typing.hpp"
#include "ruleset/words.hpp"

namespace callgate::ruleset {

namespace {

using diagnostic::Diagnostics;
using diagram::Node;
using policy::Combination;
using policy::Comparison;
using policy::Condition;
using policy::Membership;
using policy::Policy;
using policy::Rule;
using policy::Span;
using policy::Table;

/// One call on one ABI that a condition is for.
struct Instance {
  arch::Abi abi;
  std::uint32_t number;
  std::unique_ptr<diagram::Diagrams> diagrams;
};

/// "x86_64, i386", in the order of arch::Abi.
std::string names_of(const std::set<arch::Abi>& abis) {
  std::string names;
  for (const arch::Abi abi : abis)
    names += (names.empty() ? "" : ", ") + std::string(arch::facts(abi).name);
  return names;
}

void ignore(const Mistake&) {}

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

/// Judges one written condition for all of its instances at once.
class Judge {
public:
  Judge(std::vector<Instance> instances, Diagnostics& diagnostics)
      : instances_(std::move(instances)), diagnostics_(diagnostics) {}

  /// Returns whether there was no error.
  bool judge(const Condition& condition) {
    const std::vector<Node> nodes = judge_part(condition, true);
    if (said_never_) return false;
    std::set<arch::Abi> never;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i] == 0) never.insert(instances_[i].abi);
    }
    if (!never.empty())
      diagnostics_.error("never-holds", condition.span,
                         "this condition can never hold on " + names_of(never),
                         "restrict the entry to other ABIs: \"call@abi(…)\"");
    return never.empty();
  }

private:
  /// The meaning of a part in every instance. Says what never or always holds in all of
  /// them, of the innermost parts alone.
  std::vector<Node> judge_part(const Condition& condition, bool is_whole) {
    const bool said_before = std::exchange(said_, false);
    const auto* combination = std::get_if<Combination>(&condition.test);
    const std::vector<Node> nodes =
        combination != nullptr ? judge_combination(*combination) : judge_test(condition);
    if (!said_) say_constant(condition, nodes, is_whole);
    said_ = said_ || said_before;
    return nodes;
  }

  std::vector<Node> judge_combination(const Combination& combination) {
    std::vector<std::vector<Node>> parts;
    for (const Condition& operand : combination.operands)
      parts.push_back(judge_part(operand, false));
    if (combination.kind == Combination::Kind::negation) {
      for (std::size_t i = 0; i < instances_.size(); ++i)
        parts[0][i] = instances_[i].diagrams->negation(parts[0][i]);
      return parts[0];
    }
    const std::vector<Node> nodes = joined(combination.kind, parts);
    if (!said_) find_idle_operands(combination, std::move(parts), nodes);
    return nodes;
  }

  std::vector<Node> joined(Combination::Kind kind, const std::vector<std::vector<Node>>& parts) {
    const bool all = kind == Combination::Kind::all;
    std::vector<Node> nodes(instances_.size(), all ? 1 : 0);
    for (const std::vector<Node>& part : parts) {
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        diagram::Diagrams& diagrams = *instances_[i].diagrams;
        nodes[i] = all ? diagrams.both(nodes[i], part[i]) : diagrams.either(nodes[i], part[i]);
      }
    }
    return nodes;
  }

  /// Operands without which the whole is the same, taken away from the last to the first.
  void find_idle_operands(const Combination& combination, std::vector<std::vector<Node>> parts,
                          const std::vector<Node>& whole) {
    for (std::size_t i = parts.size(); i-- > 0 && parts.size() > 1;) {
      auto others = parts;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      if (joined(combination.kind, others) != whole) continue;
      parts = std::move(others);
      diagnostics_.warning("no-effect", combination.operands[i].span,
                           "this part changes nothing: the condition means the same without it",
                           "remove it");
    }
  }

  std::vector<Node> judge_test(const Condition& condition) {
    if (const auto* membership = std::get_if<Membership>(&condition.test))
      judge_elements(*membership, condition.span);
    return meanings(condition);
  }

  std::vector<Node> meanings(const Condition& condition) {
    std::vector<Node> nodes;
    for (Instance& instance : instances_)
      nodes.push_back(meaning(*instance.diagrams, formula_in(instance, condition)));
    return nodes;
  }

  static Formula formula_in(const Instance& instance, const Condition& condition) {
    return formula_of(condition, instance.abi, instance.number, ignore).value();
  }

  void judge_elements(const Membership& membership, Span span) {
    if (membership.elements.size() < 2) return;
    Membership kept = membership;
    for (std::size_t i = kept.elements.size(); i-- > 0;) {
      const policy::Element element = kept.elements[i];
      const Condition alone{Membership{membership.term, {element}}, span};
      const bool is_never = all_instances([&](Instance& instance) {
        return meaning(*instance.diagrams, formula_in(instance, alone)) == 0;
      });
      if (is_never && !element.may_be_absent) {
        say_never(element.span, "no value of the term is equal to this", {});
        continue;
      }
      if (kept.elements.size() == 1) break;
      Membership others = kept;
      others.elements.erase(others.elements.begin() + static_cast<std::ptrdiff_t>(i));
      const bool is_idle = all_instances([&](const Instance& instance) {
        return formula_in(instance, {others, span}) == formula_in(instance, {kept, span});
      });
      if (!is_idle || is_never) continue;
      kept = std::move(others);
      diagnostics_.warning("duplicate", element.span, "the set has this without it", "remove it");
    }
  }

  template <typename Holds>
  bool all_instances(Holds holds) {
    return std::all_of(instances_.begin(), instances_.end(), holds);
  }

  void say_constant(const Condition& condition, const std::vector<Node>& nodes, bool is_whole) {
    const auto all_are = [&](Node constant) {
      return std::all_of(nodes.begin(), nodes.end(), [&](Node node) { return node == constant; });
    };
    if (all_are(0)) {
      const auto [reason, help] = why_never(condition);
      say_never(condition.span, reason, help);
    } else if (all_are(1)) {
      said_ = true;
      diagnostics_.warning("always-holds", condition.span,
                           is_whole ? "this condition always holds" : "this part always holds",
                           is_whole ? "leave the condition out" : "remove it");
    }
  }

  void say_never(Span span, const std::string& reason, const std::string& help) {
    said_ = said_never_ = true;
    diagnostics_.error("never-holds", span, "this can never hold: " + reason, help);
  }

  /// The reason in words where it is a usual one, and what to do.
  std::pair<std::string, std::string> why_never(const Condition& condition) const {
    if (const auto* comparison = std::get_if<Comparison>(&condition.test)) {
      if (comparison->term.mask)
        return {"the mask leaves none of the values that are asked for",
                "the value must have no bits outside of the mask"};
      const bool below = comparison->relation == policy::Relation::less;
      const bool above = comparison->relation == policy::Relation::greater;
      if (below || above)
        return {std::string("no value of the argument's type is ") +
                    (below ? "smaller" : "greater"),
                "s32(…) and s64(…) compare as signed, u32(…) and u64(…) as unsigned"};
      return {"the kernel never sees such a value here", {}};
    }
    return {"no arguments make it true", {}};
  }

  std::vector<Instance> instances_;
  Diagnostics& diagnostics_;
  bool said_ = false;       ///< within the part being judged
  bool said_never_ = false; ///< anywhere
};

/// Gathers the calls that each written condition is for, and what means nothing on them.
class Conditions {
public:
  Conditions(std::span<const arch::Abi> abis, Diagnostics& diagnostics)
      : abis_(abis), diagnostics_(diagnostics) {}

  void add(const Table& table) {
    for (const Rule& rule : table.rules) {
      if (!rule.entry.condition) continue;
      Use& use = uses_[places_of(*rule.entry.condition)];
      if (use.rule == nullptr) use.rule = &rule;
      for (const arch::Abi abi : abis_) {
        for (const std::uint32_t number : policy::numbers_of(table, rule, abi))
          use.calls.emplace(abi, number);
      }
    }
  }

  /// Returns whether there was no error.
  bool judge() {
    bool sound = true;
    for (const auto& [places, use] : uses_)
      sound &= judge(use);
    for (const auto& [key, found] : mistakes_)
      report(found);
    return sound && mistakes_.empty();
  }

private:
  struct Use {
    const Rule* rule = nullptr;
    std::set<std::pair<arch::Abi, std::uint32_t>> calls;
  };

  struct Found {
    Mistake mistake;
    std::set<arch::Abi> abis;
  };

  void report(const Found& found) {
    const bool everywhere = found.abis.size() == abis_.size();
    const std::string where = everywhere ? "" : "on " + names_of(found.abis) + ": ";
    diagnostics_.error(found.mistake.code, found.mistake.span, where + found.mistake.message,
                       found.mistake.help);
  }

  bool judge(const Use& use) {
    const Condition& condition = *use.rule->entry.condition;
    std::vector<Instance> instances;
    for (const auto& [abi, number] : use.calls) {
      if (types(condition, abi, number))
        instances.push_back({abi, number, std::make_unique<diagram::Diagrams>()});
    }
    if (instances.empty()) return true;
    try {
      return Judge(std::move(instances), diagnostics_).judge(condition);
    } catch (const diagram::TooLarge&) {
      report_too_complex(*use.rule, diagnostics_);
      return false;
    }
  }

  bool types(const Condition& condition, arch::Abi abi, std::uint32_t number) {
    return formula_of(
               condition, abi, number,
               [&](Mistake mistake) {
                 auto& found = mistakes_[{mistake.span.begin, mistake.code, mistake.message}];
                 found.mistake = std::move(mistake);
                 found.abis.insert(abi);
               })
        .has_value();
  }

  std::span<const arch::Abi> abis_;
  Diagnostics& diagnostics_;
  std::map<std::vector<std::size_t>, Use> uses_; ///< by the places of the condition's parts
  std::map<std::tuple<std::size_t, std::string, std::string>, Found> mistakes_;
};

} // namespace

bool judge_conditions(const Policy& policy, std::span<const arch::Abi> abis,
                      Diagnostics& diagnostics) {
  Conditions conditions(abis, diagnostics);
  conditions.add(policy.base);
  for (const Table& table : policy.capabilities)
    conditions.add(table);
  return conditions.judge();
}

} // namespace callgate::ruleset
