#include "tools/policy_text.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "arch/calls.hpp"
#include "bpf/hex.hpp"
#include "policy/policy.hpp"
#include "wording/quoted_list.hpp"

namespace callgate::tools {

namespace {

using arch::NumberRange;
using diagram::Diagrams;
using diagram::Node;

constexpr NumberRange every_number{0, UINT32_MAX};

/// What an entry is about. Names come first, as a person would look for them.
using Subject = std::variant<std::string_view, NumberRange>;

/// An entry of the action's list, but for the ABIs that it is for.
struct Line {
  std::uint32_t value; ///< bpf::return_value of the action
  Subject subject;
  std::string condition; ///< with its parentheses; empty for none

  auto operator<=>(const Line&) const = default;
};

using Lines = std::map<Line, std::set<arch::Abi>>;

/// Fills the lines of one breakdown.
class Writer {
public:
  Writer(Diagrams& diagrams, const Breakdown& breakdown)
      : diagrams_(diagrams), otherwise_(bpf::return_value(breakdown.default_action)) {}

  std::optional<wording::Unsayable> add(const Share& share) {
    abi_ = share.abi;
    const auto calls = arch::calls(abi_);
    for (const proof::Part& part : share.parts) {
      if (part.node == diagrams_.leaf(otherwise_)) continue;
      if (is_stretch(part)) {
        if (!add_gap(part.first, std::uint64_t{part.last} + 1, part.node)) return fault_;
        continue;
      }
      std::uint64_t next = part.first;
      for (auto call = std::ranges::lower_bound(calls, part.first, {}, &arch::Call::number);
           call != calls.end() && call->number <= part.last; ++call) {
        if (call->number < next) continue; // a second name
        if (!add_gap(next, call->number, part.node) || !add_call(*call, part.node)) return fault_;
        next = std::uint64_t{call->number} + 1;
      }
      if (!add_gap(next, std::uint64_t{part.last} + 1, part.node)) return fault_;
    }
    return std::nullopt;
  }

  [[nodiscard]] Lines take() { return std::move(lines_); }

private:
  /// Whether a part is best left as it is: it holds unassigned numbers, which nobody names,
  /// beside more than a few calls.
  [[nodiscard]] bool is_stretch(const proof::Part& part) const {
    constexpr std::uint64_t few = 4;
    const auto calls = arch::calls(abi_);
    std::set<std::uint32_t> numbers;
    for (auto call = std::ranges::lower_bound(calls, part.first, {}, &arch::Call::number);
         call != calls.end() && call->number <= part.last; ++call)
      numbers.insert(call->number);
    return numbers.size() > few && numbers.size() <= part.last - part.first;
  }

  /// Numbers from `first` up to, but not with, `end`, not to be named.
  bool add_gap(std::uint64_t first, std::uint64_t end, Node node) {
    if (first == end) return true;
    return add(NumberRange{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end - 1)},
               std::nullopt, node);
  }

  bool add_call(const arch::Call& call, Node node) { return add(call.name, call.number, node); }

  /// An entry for each value but the default's. The most permissive entry that matches wins
  /// and conditions are exact, so no two match one call unless the last has none; it may do
  /// without if nothing is left to the default.
  bool add(Subject subject, std::optional<std::uint32_t> number, Node node) {
    std::vector<std::uint32_t> values = proof::values_of(diagrams_, node);
    const auto kind = [](std::uint32_t value) { return bpf::action_of(value).kind; };
    std::ranges::stable_sort(values, {}, kind);
    const bool is_whole = std::ranges::find(values, otherwise_) == values.end();
    const bool is_last_alone =
        values.size() == 1 || kind(values.back()) != kind(values[values.size() - 2]);
    for (const std::uint32_t value : values) {
      if (value == otherwise_) continue;
      std::string condition;
      if (!(is_whole && is_last_alone && value == values.back())) {
        auto said =
            wording::condition_text(diagrams_, proof::where(diagrams_, node, value), abi_, number);
        if (const auto* unsayable = std::get_if<wording::Unsayable>(&said)) {
          fault_ = {"the condition for " + bpf::to_string(bpf::action_of(value)) + " of " +
                    name_of(subject) + " on " + std::string(arch::facts(abi_).name) +
                    " cannot be said: " + unsayable->reason};
          return false;
        }
        condition = "(" + std::get<std::string>(said) + ")";
      }
      lines_[{value, subject, std::move(condition)}].insert(abi_);
    }
    return true;
  }

  static std::string name_of(const Subject& subject) {
    if (const auto* name = std::get_if<std::string_view>(&subject)) return std::string(*name);
    return policy::to_string(std::get<NumberRange>(subject));
  }

  Diagrams& diagrams_;
  std::uint32_t otherwise_;
  arch::Abi abi_{};
  Lines lines_;
  wording::Unsayable fault_;
};

// ---- text -----------------------------------------------------------------

using Abis = std::vector<arch::Abi>;

std::string written(const Subject& subject) {
  if (const auto* name = std::get_if<std::string_view>(&subject)) return std::string(*name);
  const auto [first, last] = std::get<NumberRange>(subject);
  return "#" + bpf::number_text(first) + (first == last ? "" : ".." + bpf::number_text(last));
}

/// The entry that a subject makes without an ABI.
policy::Entry entry_of(const Subject& subject) {
  policy::Entry entry;
  if (const auto* name = std::get_if<std::string_view>(&subject))
    entry.call = std::string(*name);
  else
    entry.call = std::get<NumberRange>(subject);
  return entry;
}

/// Whether the entry without an ABI says just what it is to say: on each ABI served it
/// means nothing, or this very call and is wanted.
bool is_for_all(const Subject& subject, const std::set<arch::Abi>& wanted, const Abis& served) {
  const auto* numbers = std::get_if<NumberRange>(&subject);
  if (numbers != nullptr && *numbers == every_number && wanted.size() == served.size()) return true;
  return std::ranges::all_of(served, [&](arch::Abi abi) {
    const auto meant = policy::numbers_of(entry_of(subject), abi);
    if (!wanted.contains(abi)) return meant.empty();
    return numbers == nullptr || std::ranges::equal(meant, std::span(numbers, 1));
  });
}

/// The errno's name, if all ABIs have the same one.
std::string errno_text(std::uint16_t value, const Abis& served) {
  const std::string_view name = arch::errno_name(served.front(), value);
  const bool is_common = !name.empty() && std::ranges::all_of(served, [&](arch::Abi abi) {
    return arch::errno_value(abi, name) == value;
  });
  return is_common ? std::string(name) : std::to_string(value);
}

std::string action_text(bpf::Action action, const Abis& served) {
  if (action.kind != bpf::ActionKind::error) return bpf::to_string(action);
  return "errno " + errno_text(action.data, served);
}

std::string head(const Breakdown& breakdown, const Abis& served,
                 std::span<const std::string> accepted_bypasses) {
  std::vector<std::string> names;
  for (const arch::Abi abi : served)
    names.emplace_back(arch::facts(abi).name);
  std::string text = "[policy]\nabis = [" + wording::quoted_list(names) + "]\ndefault = \"" +
                     action_text(breakdown.default_action, served) + "\"\nforeign = \"" +
                     action_text(breakdown.foreign, served) + "\"\n";
  if (!accepted_bypasses.empty())
    text += "accept_bypass = [" + wording::quoted_list(accepted_bypasses) + "]\n";
  return text;
}

/// `lines` are those of one action.
std::string list(std::string_view key, std::span<const Lines::value_type* const> lines,
                 const Abis& served) {
  std::string text = std::string(key) + " = [\n";
  for (const Lines::value_type* line : lines) {
    const auto& [entry, abis] = *line;
    const std::string subject = written(entry.subject);
    if (is_for_all(entry.subject, abis, served)) {
      text += "  \"" + subject + entry.condition + "\",\n";
      continue;
    }
    for (const arch::Abi abi : abis)
      text +=
          "  \"" + subject + "@" + std::string(arch::facts(abi).name) + entry.condition + "\",\n";
  }
  return text + "]\n";
}

/// The lists, and below them those under an errno or a number for the tracer.
std::string base(const Lines& lines, const Abis& served) {
  std::map<std::uint32_t, std::vector<const Lines::value_type*>> by_value;
  for (const Lines::value_type& line : lines)
    by_value[line.first.value].push_back(&line);
  std::string text;
  for (const bpf::ActionFacts& facts : bpf::all_actions()) {
    const auto found = by_value.find(facts.value);
    if (!facts.takes_data && found != by_value.end())
      text += list(facts.name, found->second, served);
  }
  if (!text.empty()) text = "\n[base]\n" + text;
  for (const bpf::ActionFacts& facts : bpf::all_actions()) {
    std::string lists;
    for (const auto& [value, own] : by_value) {
      const bpf::Action action = bpf::action_of(value);
      if (!facts.takes_data || action.kind != facts.kind) continue;
      const bool is_errno = facts.kind == bpf::ActionKind::error;
      lists += list(is_errno ? errno_text(action.data, served) : std::to_string(action.data), own,
                    served);
    }
    if (!lists.empty()) text += "\n[base." + std::string(facts.name) + "]\n" + lists;
  }
  return text;
}

} // namespace

std::variant<std::string, wording::Unsayable>
policy_text(Diagrams& diagrams, const Breakdown& breakdown,
            std::span<const std::string> accepted_bypasses, std::string_view origin) {
  Writer writer(diagrams, breakdown);
  Abis served;
  for (const Share& share : breakdown.shares) {
    if (auto fault = writer.add(share)) return *fault;
    served.push_back(share.abi);
  }
  std::ranges::sort(served);
  Lines lines = writer.take();
  if (lines.empty()) {
    // A policy must list something; this says again what everything gets.
    lines[{bpf::return_value(breakdown.default_action), every_number, ""}] = {served.begin(),
                                                                              served.end()};
  }
  return std::string(origin) + head(breakdown, served, accepted_bypasses) + base(lines, served);
}

} // namespace callgate::tools
