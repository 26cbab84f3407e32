#include "tools/diff_text.hpp"

#include <string_view>

#include "arch/calls.hpp"
#include "bpf/hex.hpp"

namespace callgate::tools {

namespace {

constexpr std::size_t columns = 100;

std::string_view mark(Direction direction) {
  switch (direction) {
  case Direction::widening:
    return "+ ";
  case Direction::narrowing:
    return "- ";
  case Direction::other:
    break;
  }
  return "~ ";
}

/// "errno ENOSYS" where the ABI is known, else "errno 38".
std::string action_text(bpf::Action action, std::optional<arch::Abi> abi) {
  if (action.kind == bpf::ActionKind::error && abi) {
    const std::string_view name = arch::errno_name(*abi, action.data);
    if (!name.empty()) return "errno " + std::string(name);
  }
  return bpf::to_string(action);
}

std::string range_text(const NumberRange& range, std::string (*one)(std::uint32_t)) {
  if (range.first == range.last) return one(range.first);
  return one(range.first) + ".." + one(range.last);
}

std::string number_text(std::uint32_t number) {
  return "#" + std::to_string(number);
}

bool is_everything(const Difference& difference) {
  return difference.calls.empty() && difference.numbers.size() == 1 &&
         difference.numbers[0].first == 0 && difference.numbers[0].last == UINT32_MAX;
}

/// "accept, bind, #470..#4294967295:", broken into lines.
std::string subject(const Difference& difference) {
  if (is_everything(difference)) return "every call:";
  std::vector<std::string> words;
  for (const NamedCall& call : difference.calls)
    words.push_back(call.name);
  for (const NumberRange& range : difference.numbers)
    words.push_back(range_text(range, number_text));
  std::string text;
  std::size_t column = 2;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i] + (i + 1 < words.size() ? "," : ":");
    if (i != 0 && column + 1 + word.size() > columns) {
      text += "\n ";
      column = 1;
    }
    if (i != 0) text += " ";
    text += word;
    column += 1 + word.size();
  }
  return text;
}

bool is_one_call(const Difference& difference) {
  return difference.calls.size() + difference.numbers.size() == 1 &&
         (difference.numbers.empty() || difference.numbers[0].first == difference.numbers[0].last);
}

/// What stands for the calls in a sentence: a condition, or a pronoun.
std::string object(const Difference& difference) {
  if (const auto* condition = std::get_if<std::string>(&difference.when)) return *condition;
  const std::string them = is_one_call(difference) ? "it" : "them";
  return std::holds_alternative<Always>(difference.when) ? them : them + " for some arguments";
}

std::string predicate(const Difference& difference, std::optional<arch::Abi> abi) {
  const std::string a = action_text(difference.a, abi);
  const std::string b = action_text(difference.b, abi);
  if (difference.b.kind == bpf::ActionKind::allow)
    return " B also allows " + object(difference) + " (A: " + a + ")";
  if (difference.a.kind == bpf::ActionKind::allow)
    return " B no longer allows " + object(difference) + " (B: " + b + ")";
  std::string text;
  if (const auto* condition = std::get_if<std::string>(&difference.when))
    text = " " + *condition + " gets";
  else if (std::holds_alternative<Unsayable>(difference.when))
    text = " some arguments get";
  return text + " " + a + " in A, " + b + " in B";
}

/// The example, as a call where that says all, else as the registers themselves.
std::string example(const Difference& difference) {
  const bool has_words = difference.witness_abi &&
                         !std::holds_alternative<Unsayable>(difference.when) &&
                         difference.witness.instruction_pointer == 0;
  return has_words ? call_text(*difference.witness_abi, difference.witness)
                   : bpf::to_string(difference.witness);
}

std::string text_of(const Difference& difference, std::optional<arch::Abi> abi) {
  std::string text(mark(direction(difference.a, difference.b)));
  text += subject(difference) + predicate(difference, abi) + "\n";
  if (const auto* unsayable = std::get_if<Unsayable>(&difference.when))
    text += "    in no words of the policy language: " + unsayable->reason + "\n";
  return text + "    for example " + example(difference) + "; " + difference.inputs.text() +
         " inputs\n";
}

std::string title(const Group& group, const std::string& family) {
  const std::string abi = group.abi ? std::string(arch::facts(*group.abi).name) : "";
  switch (group.kind) {
  case Group::Tokens::all:
    return "whatever the audit token" + (abi.empty() ? "" : ", calls named as on " + abi);
  case Group::Tokens::one:
    return abi.empty() ? "audit token " + bpf::hex(group.tokens.front().first) : abi;
  case Group::Tokens::others:
    break;
  }
  std::string text = "other audit tokens";
  if (!family.empty()) text += " on " + family;
  const char* separator = ": ";
  for (const NumberRange& range : group.tokens) {
    text += separator + range_text(range, bpf::hex);
    separator = ", ";
  }
  return text;
}

std::string summary(const DiffReport& report) {
  const std::size_t all = count(report);
  std::string text = std::to_string(all) + (all == 1 ? " difference" : " differences");
  const char* separator = ": ";
  const auto add = [&](Direction direction, std::string_view words) {
    const std::size_t some = count(report, direction);
    if (some == 0) return;
    text += separator + std::to_string(some) + std::string(words);
    separator = ", ";
  };
  add(Direction::widening, " where B is more permissive (+)");
  add(Direction::narrowing, " where B is less permissive (-)");
  add(Direction::other, " where only the value differs (~)");
  return text + "\n";
}

template <typename Wanted>
std::size_t count_if(const DiffReport& report, Wanted wanted) {
  std::size_t found = 0;
  for (const FamilyDifferences& family : report.families)
    for (const Group& group : family.groups)
      for (const Difference& difference : group.differences)
        found += wanted(difference) ? 1 : 0;
  return found;
}

} // namespace

std::size_t count(const DiffReport& report) {
  return count_if(report, [](const Difference&) { return true; });
}

std::size_t count(const DiffReport& report, Direction wanted) {
  return count_if(report, [&](const Difference& difference) {
    return direction(difference.a, difference.b) == wanted;
  });
}

std::string diff_text(const DiffReport& report) {
  std::string text = "A: " + report.a + "\nB: " + report.b + "\n";
  if (count(report) == 0) return text + "A and B decide every call alike\n";
  for (const FamilyDifferences& family : report.families) {
    for (const Group& group : family.groups) {
      text += "\n" + title(group, family.family) + "\n";
      for (const Difference& difference : group.differences)
        text += text_of(difference, group.abi);
    }
  }
  return text + "\n" + summary(report);
}

} // namespace callgate::tools
