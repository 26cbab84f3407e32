// Two policies as one: what the second lets run and the first does not becomes entries of the
// first.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

#include "arch/calls.hpp"
#include "learn/allowed.hpp"
#include "learn/before.hpp"
#include "learn/head.hpp"
#include "learn/widen.hpp"

namespace callgate::learn {

namespace {

using diagram::Diagrams;
using diagram::Node;

std::string name_of(arch::Abi abi, std::uint32_t number) {
  const arch::Call* call = arch::find_call(abi, number);
  return call != nullptr ? std::string(call->name) : "#" + std::to_string(number);
}

class Union {
public:
  Union(const Before& first, const Before& second) : first_(first), second_(second) {}

  /// How often the second's comments say that its entries were used, by number.
  void count(arch::Abi abi, const std::map<const policy::Rule*, CountPlace>& counts) {
    for (const auto& [rule, place] : counts) {
      if (!policy::applies_to(rule->entry, abi)) continue;
      for (const arch::NumberRange range : policy::numbers_of(rule->entry, abi)) {
        if (range.first == range.last) counts_[{abi, range.first}] += place.count;
      }
    }
  }

  /// False where more calls run than anybody could list.
  bool add(arch::Abi abi) {
    constexpr std::uint32_t few = 4096;
    const policy::Policy& policy = second_.policy();
    const auto unlisted = policy::action_on(policy.default_action, abi);
    if (!unlisted || runs(*unlisted)) return false;
    std::set<std::uint32_t> numbers;
    for (const policy::Rule& rule : policy.base.rules) {
      for (const arch::NumberRange range : policy::numbers_of(policy.base, rule, abi)) {
        if (range.last - range.first >= few) return false;
        for (std::uint64_t number = range.first; number <= range.last; ++number)
          numbers.insert(static_cast<std::uint32_t>(number));
      }
    }
    for (const std::uint32_t number : numbers)
      add_call(abi, number);
    return true;
  }

  [[nodiscard]] const Lines& lines() const { return lines_; }
  [[nodiscard]] const Lists& lists() const { return lists_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

private:
  /// What runs goes into `allow`; what is logged, or left to a tracer or supervisor, into the
  /// list of that action.
  void add_call(arch::Abi abi, std::uint32_t number) {
    std::set<std::uint32_t> done;
    for (const policy::Rule& rule : second_.policy().base.rules) {
      const auto action = policy::action_on(rule.action, abi);
      if (!action || action->kind > bpf::ActionKind::notify) continue;
      if (done.insert(bpf::return_value(*action)).second)
        add_action(abi, number, *action, list_named(rule.action));
    }
  }

  void add_action(arch::Abi abi, std::uint32_t number, bpf::Action action,
                  const std::string& list) {
    const Node then = second_.decisions(diagrams_, abi, number);
    const Node now = first_.decisions(diagrams_, abi, number);
    const auto is_better = [action](std::uint32_t value) {
      const bpf::Action own = bpf::action_of(value);
      return runs(own) || own.kind <= action.kind;
    };
    const Node wanted = diagrams_.combine(then, now, [&](std::uint32_t other, std::uint32_t own) {
      return bpf::action_of(other) == action && !is_better(own) ? 1U : 0U;
    });
    const Node kept_out = first_.kept_out(diagrams_, abi, number);
    const Node missing = diagrams_.both(wanted, diagrams_.negation(kept_out));
    const std::string kept = "\"" + name_of(abi, number) +
                             "\" stays stopped as far as an [[expect]] of the first policy wants " +
                             "that";
    if (missing != wanted && std::ranges::find(notes_, kept) == notes_.end())
      notes_.push_back(kept);
    if (missing == diagram::no) return;
    Remark remark;
    if (const auto found = counts_.find({abi, number}); found != counts_.end())
      remark.count = found->second;
    std::string condition;
    // Where the others get no less anyway, no condition is needed.
    const Node enough = diagrams_.combine(then, now, [&](std::uint32_t other, std::uint32_t own) {
      return is_better(own) || bpf::action_of(other).kind <= action.kind ? 1U : 0U;
    });
    if (enough != diagram::yes || kept_out != diagram::no) {
      auto text = condition_for(diagrams_, missing, abi, arch::find_call(abi, number));
      if (!text && kept_out != diagram::no) return;
      if (!text) remark.text = "with arguments that take too many words for a condition";
      condition = std::move(text).value_or("");
    }
    if (remark.count == 0 && remark.text.empty()) remark.text = "but allowed by what was merged";
    Lines& lines = action.kind == bpf::ActionKind::allow ? lines_ : lists_[list];
    lines.add(subject_of(abi, number), condition, abi, remark);
    const std::string rest = condition.empty() ? "" : first_.list_of_rest(abi, number);
    if (!rest.empty()) lists_[rest].add(subject_of(abi, number), {}, abi, {});
  }

  const Before& first_;
  const Before& second_;
  Diagrams diagrams_;
  Lines lines_;
  Lists lists_;
  std::vector<std::string> notes_;
  std::map<std::pair<arch::Abi, std::uint32_t>, std::uint64_t> counts_;
};

/// The entries of the first that the second has too, and how often they were used there.
std::map<const policy::Rule*, std::uint64_t> uses_of(const diagnostic::Source& first_text,
                                                     const policy::Policy& first,
                                                     const diagnostic::Source& second_text,
                                                     const policy::Policy& second) {
  const auto written = [](const diagnostic::Source& source, const policy::Rule& rule) {
    const diagnostic::Span span = rule.entry.span;
    return source.text().substr(span.begin, span.end - span.begin);
  };
  std::map<std::string_view, std::uint64_t> counts;
  for (const auto& [rule, place] : counts_of(second_text, second))
    counts[written(second_text, *rule)] += place.count;
  std::map<const policy::Rule*, std::uint64_t> uses;
  for (const policy::Rule& rule : first.base.rules) {
    if (const auto found = counts.find(written(first_text, rule)); found != counts.end())
      uses[&rule] = found->second;
  }
  return uses;
}

} // namespace

std::variant<Learned, Refused> unite(const diagnostic::Source& first_text,
                                     const policy::Policy& first,
                                     const diagnostic::Source& second_text,
                                     const policy::Policy& second, arch::Abi host) {
  const std::vector<arch::Abi> seconds = second.abis.value_or(std::vector{host});
  if (!second.capabilities.empty())
    return Refused{second_text.name() + " has capabilities: only policies without any can be "
                                        "merged into another one"};
  const Target target = target_of(first_text, first, seconds, host);
  if (const std::string fault = fault_on(target); !fault.empty())
    return Refused{first_text.name() + " cannot serve the ABIs of " + second_text.name() + ": " +
                   fault};
  const Before before(first, target.served);
  const Before other(second, seconds);
  Union both(before, other);
  const auto counts = counts_of(second_text, second);
  for (const arch::Abi abi : seconds)
    both.count(abi, counts);
  for (const arch::Abi abi : seconds) {
    if (!both.add(abi))
      return Refused{second_text.name() + " lets more calls run than can be listed: put it first"};
  }
  const Provenance provenance = provenance_in(second_text.text());
  const std::string origin = provenance.runs == 0
                                 ? "what " + command_text({second_text.name()}) + " has"
                                 : origin_text(provenance);
  return with_lines(target, both.lines(), both.lists(), origin,
                    uses_of(first_text, first, second_text, second), provenance, both.notes());
}

} // namespace callgate::learn
