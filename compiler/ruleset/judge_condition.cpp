#include "ruleset/judge_condition.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

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
using policy::Span;

void ignore(const Mistake&) {}

/// Whether a group's entry brought the first operand and the group's member the second. Such
/// a whole stands in no one place; it bears that of the first.
bool is_joined(const Combination& combination, Span place) {
  return combination.operands.front().span == place;
}

/// Judges one written condition for all of its instances at once.
class Judge {
public:
  /// `chosen`: the ABIs on which the whole must hold for some arguments.
  Judge(std::vector<Instance> instances, std::span<const arch::Abi> chosen,
        Diagnostics& diagnostics)
      : instances_(std::move(instances)), chosen_(chosen), diagnostics_(diagnostics) {}

  /// Returns whether there was no error.
  bool judge(const Condition& condition) {
    const std::vector<Node> nodes = judge_part(condition, true);
    if (said_never_) return false;
    std::set<arch::Abi> never;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i] != diagram::no) continue;
      std::copy_if(instances_[i].abis.begin(), instances_[i].abis.end(),
                   std::inserter(never, never.end()),
                   [&](arch::Abi abi) { return contains(chosen_, abi); });
    }
    if (never.empty()) return true;
    // Where it holds nowhere, it was one of its parts, always true, that was spoken of.
    const bool holds_somewhere =
        std::any_of(nodes.begin(), nodes.end(), [](Node node) { return node != diagram::no; });
    diagnostics_.error("never-holds", condition.span,
                       holds_somewhere ? "this condition can never hold on " + names_of(never)
                                       : "this condition can never hold",
                       holds_somewhere ? "restrict the entry to other ABIs: \"call@abi(…)\"" : "");
    return false;
  }

private:
  /// The meaning of a part in every instance. Says what never or always holds in all of
  /// them, of the innermost parts alone.
  std::vector<Node> judge_part(const Condition& condition, bool is_whole) {
    const bool said_before = std::exchange(said_, false);
    const auto* combination = std::get_if<Combination>(&condition.test);
    std::vector<Node> nodes = combination != nullptr
                                  ? judge_combination(*combination, condition.span)
                                  : judge_test(condition);
    if (!said_) say_constant(condition, nodes, is_whole);
    said_ = said_ || said_before;
    return nodes;
  }

  std::vector<Node> judge_combination(const Combination& combination, Span place) {
    std::vector<std::vector<Node>> parts;
    for (const Condition& operand : combination.operands)
      parts.push_back(judge_part(operand, false));
    if (combination.kind == Combination::Kind::negation) {
      for (std::size_t i = 0; i < instances_.size(); ++i)
        parts[0][i] = instances_[i].diagrams->negation(parts[0][i]);
      return parts[0];
    }
    // A member's condition that changes nothing in one use of its group may in another.
    std::vector<Node> nodes = joined(combination.kind, parts);
    if (!said_ && !is_joined(combination, place)) find_idle_operands(combination, parts);
    return nodes;
  }

  std::vector<Node> joined(Combination::Kind kind, const std::vector<std::vector<Node>>& parts) {
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      std::vector<Node> here;
      here.reserve(parts.size());
      for (const std::vector<Node>& part : parts)
        here.push_back(part[i]);
      diagram::Diagrams& diagrams = *instances_[i].diagrams;
      nodes.push_back(kind == Combination::Kind::all ? diagrams.all_of(std::move(here))
                                                     : diagrams.any_of(std::move(here)));
    }
    return nodes;
  }

  /// Operands without which the whole is the same, taken away from the last to the first:
  /// in "any" those that hold only where others do, in "all" those that hold wherever all
  /// others do. Looking only where an operand matters keeps the diagrams small; where they
  /// grow all the same the search ends early, as an operand too many does no harm.
  void find_idle_operands(const Combination& combination,
                          const std::vector<std::vector<Node>>& parts) {
    const bool all = combination.kind == Combination::Kind::all;
    std::vector<bool> is_idle(parts.size());
    for (std::size_t i = parts.size(); i-- > 0;) {
      if (std::ranges::any_of(instances_, is_half_full)) return;
      std::size_t others = 0;
      is_idle[i] = true;
      for (std::size_t k = 0; k < instances_.size() && is_idle[i]; ++k) {
        diagram::Diagrams& diagrams = *instances_[k].diagrams;
        Node matters = all ? diagrams.negation(parts[i][k]) : parts[i][k];
        for (std::size_t j = 0; j < parts.size() && matters != diagram::no; ++j) {
          if (j == i || is_idle[j]) continue;
          ++others;
          matters = all ? diagrams.both(matters, parts[j][k])
                        : diagrams.choose(parts[j][k], diagram::no, matters);
        }
        is_idle[i] = matters == diagram::no;
      }
      if (others == 0) is_idle[i] = false;
      if (is_idle[i])
        diagnostics_.warning("no-effect", combination.operands[i].span,
                             "this part changes nothing: the condition means the same without it",
                             "remove it");
    }
  }

  static bool is_half_full(const Instance& instance) {
    return instance.diagrams->size() > diagram::Diagrams::default_budget / 2;
  }

  std::vector<Node> judge_test(const Condition& condition) {
    if (const auto* membership = std::get_if<Membership>(&condition.test))
      judge_elements(*membership, condition.span);
    return meanings(condition);
  }

  std::vector<Node> meanings(const Condition& condition) {
    std::vector<Node> nodes;
    for (Instance& instance : instances_)
      nodes.push_back(meaning_of(instance, formula_in(instance, condition)));
    return nodes;
  }

  static Node meaning_of(Instance& instance, const Formula& formula) {
    return meaning(*instance.diagrams, formula, instance.order);
  }

  static Formula formula_in(const Instance& instance, const Condition& condition) {
    return formula_of(condition, instance.abi, instance.number, ignore).value();
  }

  /// What each element alone stands for, in every instance.
  std::vector<std::vector<Test>> tests_of(const Membership& membership, Span span) const {
    std::vector<std::vector<Test>> tests;
    for (const policy::Element& element : membership.elements) {
      const Condition alone{Membership{membership.term, {element}}, span};
      auto& here = tests.emplace_back();
      for (const Instance& instance : instances_)
        here.push_back(std::get<Test>(formula_in(instance, alone).node));
    }
    return tests;
  }

  void judge_elements(const Membership& membership, Span span) {
    if (membership.elements.size() < 2) return;
    const auto tests = tests_of(membership, span);
    std::vector<bool> is_out(tests.size());
    for (std::size_t i = tests.size(); i-- > 0;) {
      const policy::Element& element = membership.elements[i];
      const auto each_instance = [&](auto holds) {
        bool result = true;
        for (std::size_t k = 0; k < instances_.size() && result; ++k)
          result = holds(k);
        return result;
      };
      const bool is_never = each_instance(
          [&](std::size_t k) { return meaning_of(instances_[k], {tests[i][k]}) == diagram::no; });
      if (is_never && !element.may_be_absent)
        say_never(element.span, "no value of the argument is equal to this", {});
      is_out[i] = is_never || each_instance([&](std::size_t k) {
                    return is_covered(tests[i][k].ranges, [&](auto cover) {
                      for (std::size_t j = 0; j < tests.size(); ++j) {
                        if (j != i && !is_out[j]) cover(tests[j][k].ranges);
                      }
                    });
                  });
      if (is_out[i] && !is_never)
        diagnostics_.warning("duplicate", element.span, "the set has this without it", "remove it");
    }
  }

  /// Whether the other ranges, which `each_other` hands out, hold all of an element's.
  template <typename EachOther>
  static bool is_covered(const std::vector<Range>& ranges, EachOther each_other) {
    std::vector<Range> near;
    each_other([&](const std::vector<Range>& others) {
      for (const Range& other : others) {
        const bool meets = std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
          return other.first <= range.last && range.first <= other.last;
        });
        if (meets) near.push_back(other);
      }
    });
    near = united(std::move(near), UINT64_MAX);
    return std::all_of(ranges.begin(), ranges.end(), [&](const Range& range) {
      return std::any_of(near.begin(), near.end(), [&](const Range& other) {
        return other.first <= range.first && range.last <= other.last;
      });
    });
  }

  void say_constant(const Condition& condition, const std::vector<Node>& nodes, bool is_whole) {
    const auto all_are = [&](Node constant) {
      return std::all_of(nodes.begin(), nodes.end(), [&](Node node) { return node == constant; });
    };
    if (all_are(diagram::no)) {
      const auto [reason, help] = why_never(condition);
      auto& found = say_never(condition.span, reason, help);
      const auto* joined = std::get_if<Combination>(&condition.test);
      if (joined != nullptr && is_joined(*joined, condition.span))
        found.labels.push_back({joined->operands.back().span, "together with this"});
    } else if (all_are(diagram::yes)) {
      said_ = true;
      diagnostics_.warning("always-holds", condition.span,
                           is_whole ? "this condition always holds" : "this part always holds",
                           is_whole ? "leave the condition out" : "remove it");
    }
  }

  diagnostic::Diagnostic& say_never(Span span, const std::string& reason, const std::string& help) {
    said_ = said_never_ = true;
    return diagnostics_.error("never-holds", span, "this can never hold: " + reason, help);
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
  std::span<const arch::Abi> chosen_;
  Diagnostics& diagnostics_;
  bool said_ = false;       ///< within the part being judged
  bool said_never_ = false; ///< anywhere
};

} // namespace

bool judge_condition(const Condition& condition, std::vector<Instance> instances,
                     std::span<const arch::Abi> chosen, Diagnostics& diagnostics) {
  return Judge(std::move(instances), chosen, diagnostics).judge(condition);
}

} // namespace callgate::ruleset
