#include "explain/comparison.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "diagram/diagram.hpp"
#include "explain/risks.hpp"
#include "explain/verdict.hpp"
#include "ruleset/meaning.hpp"
#include "wording/wording.hpp"

namespace callgate::explain {

namespace {

using arch::NumberRange;
using ruleset::Decision;
using ruleset::Interval;
using ruleset::Ruleset;

/// What becomes of one input.
enum class Turn : std::uint32_t {
  same,
  opened,   ///< it was stopped, and runs
  loosened, ///< a more permissive action, that stops or lets run as before
  renamed,  ///< another errno
  tightened,
};

Turn turn(std::uint32_t before, std::uint32_t after) {
  if (before == after) return Turn::same;
  const bpf::Action a = bpf::action_of(before);
  const bpf::Action b = bpf::action_of(after);
  if (!lets_run(a) && lets_run(b)) return Turn::opened;
  if (b.kind < a.kind) return Turn::loosened;
  return a.kind == b.kind ? Turn::renamed : Turn::tightened;
}

const Ruleset* ruleset_of(const pipeline::Analysis& analysis, std::uint32_t token) {
  for (const ruleset::Resolution& resolution : analysis.resolutions) {
    for (const Ruleset& ruleset : resolution.rulings.rulesets) {
      if (ruleset.token == token) return &ruleset;
    }
  }
  return nullptr;
}

/// Stretches of numbers for which both decide alike in themselves.
template <typename Visit>
void for_each_pair(const std::vector<Interval>& a, const std::vector<Interval>& b, Visit visit) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const NumberRange both{std::max(a[i].first, b[j].first), std::min(a[i].last, b[j].last)};
    visit(both, a[i].decision, b[j].decision);
    const bool ends_a = a[i].last == both.last;
    const bool ends_b = b[j].last == both.last;
    if (ends_a) ++i;
    if (ends_b) ++j;
  }
}

class Comparison {
public:
  explicit Comparison(Goal goal) : goal_(goal) {}

  /// Whether the remedy may do that.
  bool compare(arch::Abi first, const std::vector<Interval>& before,
               const std::vector<Interval>& after) {
    bool is_good = true;
    for_each_pair(before, after, [&](NumberRange numbers, const Decision& a, const Decision& b) {
      if (is_good && a != b) is_good = differ(first, numbers, a, b);
    });
    return is_good;
  }

  Effect effect(const std::vector<arch::Abi>& abis) {
    Effect effect;
    for (const auto& opened : opened_) {
      const std::string& text = opened.first;
      const Where& where = opened.second;
      const bool is_everywhere = std::ranges::all_of(abis, [&](arch::Abi abi) {
        return where.abis.contains(abi) || arch::find_call(abi, where.name) == nullptr;
      });
      if (is_everywhere || where.name.empty()) {
        effect.opens.push_back(text);
        continue;
      }
      for (const arch::Abi abi : where.abis) {
        std::string restricted(text);
        restricted.insert(where.name.size(), "@" + std::string(arch::facts(abi).name));
        effect.opens.push_back(std::move(restricted));
      }
    }
    effect.risks = std::move(risks_).sentences();
    return effect;
  }

private:
  struct Where {
    std::string name; ///< of the call; empty for numbers of none
    std::set<arch::Abi> abis;
  };

  bool differ(arch::Abi first, NumberRange numbers, const Decision& a, const Decision& b) {
    diagram::Diagrams diagrams(most_nodes);
    const diagram::Node turns = diagrams.combine(
        ruleset::meaning(diagrams, a), ruleset::meaning(diagrams, b),
        [](std::uint32_t x, std::uint32_t y) { return static_cast<std::uint32_t>(turn(x, y)); });
    const auto where = [&](Turn wanted) {
      return diagrams.combine(turns, turns, [&](std::uint32_t x, std::uint32_t) {
        return static_cast<std::uint32_t>(x == static_cast<std::uint32_t>(wanted));
      });
    };
    const bool is_harsher = where(Turn::tightened) != diagram::no;
    const bool is_renamed = where(Turn::renamed) != diagram::no;
    const diagram::Node opened = where(Turn::opened);
    if (is_harsher) return false;
    if (goal_ == Goal::enosys && opened != diagram::no) return false;
    if (goal_ == Goal::allow && is_renamed) return false;
    if (opened != diagram::no) tell(diagrams, opened, first, numbers);
    return true;
  }

  void tell(diagram::Diagrams& diagrams, diagram::Node opened, arch::Abi first,
            NumberRange numbers) {
    std::uint32_t unassigned_from = numbers.first;
    const auto flush = [&](std::uint32_t end) {
      if (unassigned_from >= end) return;
      const std::string last = end - 1 == unassigned_from ? "" : ".." + std::to_string(end - 1);
      opened_["#" + std::to_string(unassigned_from) + last].abis.insert(first);
    };
    for (const arch::Abi abi : arch::reachable(first)) {
      if (arch::facts(abi).token != arch::facts(first).token) continue;
      for (const arch::Call& call : arch::calls(abi)) {
        if (!numbers.contains(call.number) || call.number < unassigned_from) continue;
        if (arch::owner_of(first, call.number) != abi) continue;
        flush(call.number);
        unassigned_from = call.number + 1;
        tell_call(diagrams, opened, abi, call);
      }
    }
    if (unassigned_from != 0) flush(numbers.last == UINT32_MAX ? numbers.last : numbers.last + 1);
  }

  void tell_call(diagram::Diagrams& diagrams, diagram::Node opened, arch::Abi abi,
                 const arch::Call& call) {
    const std::string name(call.name);
    std::string text = name;
    if (opened != diagram::yes) {
      const auto condition = wording::condition_text(diagrams, opened, abi, call.number);
      const auto* words = std::get_if<std::string>(&condition);
      text += words != nullptr && words->size() <= longest_condition
                  ? "(" + *words + ")"
                  : std::string(" with some arguments");
    }
    Where& where = opened_[text];
    where.name = name;
    where.abis.insert(abi);
    risks_.add(diagrams, opened, abi, call);
  }

  static constexpr std::size_t most_nodes = 1'000'000;
  static constexpr std::size_t longest_condition = 160;

  Goal goal_;
  std::map<std::string, Where> opened_;
  Risks risks_;
};

std::vector<Interval> constant(bpf::Action action) {
  return {{0, UINT32_MAX, {action}}};
}

} // namespace

std::optional<Effect> compare(const pipeline::Analysis& before, const pipeline::Analysis& after,
                              Goal goal) try {
  Comparison comparison(goal);
  if (foreign_action(before) != foreign_action(after)) return std::nullopt;
  for (const ruleset::Resolution& resolution : after.resolutions) {
    for (const Ruleset& ruleset : resolution.rulings.rulesets) {
      const Ruleset* const old = ruleset_of(before, ruleset.token);
      if (old == nullptr && goal != Goal::serve) return std::nullopt;
      const bool is_good = comparison.compare(
          ruleset.abis.front(), old != nullptr ? old->intervals : constant(foreign_action(before)),
          ruleset.intervals);
      if (!is_good) return std::nullopt;
    }
  }
  return comparison.effect(after.selection.abis);
} catch (const diagram::TooLarge&) {
  return std::nullopt;
}

} // namespace callgate::explain
