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
  return abi ? bpf::to_string(action, *abi) : bpf::to_string(action);
}

std::string range_text(const NumberRange& range, const auto& one) {
  if (range.first == range.last) return one(range.first);
  return one(range.first) + ".." + one(range.last);
}

/// "#470..0xffffffff (all of x32)"
std::string numbers_text(const NumberRange& range, std::optional<arch::Abi> abi) {
  std::string text = "#" + range_text(range, bpf::number_text);
  if (!abi) return text;
  const char* separator = " (all of ";
  for (const arch::Abi one : arch::reachable(*abi)) {
    const arch::AbiFacts& facts = arch::facts(one);
    if (range.first > facts.numbers.first || range.last < facts.numbers.last) continue;
    text += separator + std::string(facts.name);
    separator = ", ";
  }
  return separator[0] == ',' ? text + ")" : text;
}

std::vector<std::string> words_for(const Calls& calls, std::optional<arch::Abi> abi) {
  std::vector<std::string> words;
  for (const NamedCall& call : calls.named)
    words.push_back(call.name);
  for (const NumberRange& range : calls.numbers)
    words.push_back(numbers_text(range, abi));
  return words;
}

/// "accept, bind, #470..0xffffffff:", or "every call but read:" if that is shorter; broken
/// into lines.
std::string subject(const Calls& calls, std::optional<arch::Abi> abi) {
  const Calls others = all_but(calls, abi);
  if (others.items() == 0) return "every call:";
  const bool by_others = others.items() < calls.items();
  const std::vector<std::string> words = words_for(by_others ? others : calls, abi);
  std::string text = by_others ? "every call but" : "";
  std::size_t column = 2 + text.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i] + (i + 1 < words.size() ? "," : ":");
    if (column + 1 + word.size() > columns) {
      text += "\n ";
      column = 1;
    }
    if (!text.empty()) text += " ";
    text += word;
    column += 1 + word.size();
  }
  return text;
}

bool is_one_call(const Calls& calls) {
  return calls.items() == 1 &&
         (calls.numbers.empty() || calls.numbers[0].first == calls.numbers[0].last);
}

/// What stands for the calls in a sentence: a condition, or a pronoun.
std::string object(const Difference& difference) {
  if (const auto* condition = std::get_if<std::string>(&difference.when)) return *condition;
  const std::string them = is_one_call(difference.calls) ? "it" : "them";
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
  else if (std::holds_alternative<wording::Unsayable>(difference.when))
    text = " some arguments get";
  return text + " " + a + " in A, " + b + " in B";
}

/// The example, as a call where that says all, else as the registers themselves.
std::string example(const Difference& difference, std::optional<arch::Abi> abi) {
  const bool has_words = difference.witness_abi &&
                         !std::holds_alternative<wording::Unsayable>(difference.when) &&
                         difference.witness.instruction_pointer == 0;
  if (!has_words) return bpf::to_string(difference.witness);
  std::string text = wording::call_text(*difference.witness_abi, difference.witness);
  if (difference.witness_abi == abi) return text;
  return text.insert(text.find('('), "@" + std::string(arch::facts(*difference.witness_abi).name));
}

std::string text_of(const Difference& difference, std::optional<arch::Abi> abi) {
  std::string text(mark(direction(difference.a, difference.b)));
  text += subject(difference.calls, abi) + predicate(difference, abi) + "\n";
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&difference.when))
    text += "    in no words of the policy language: " + unsayable->reason + "\n";
  return text + "    for example " + example(difference, abi) + "; " + difference.inputs.text() +
         " inputs\n";
}

std::string_view name_of_token(std::uint32_t token) {
  for (const arch::AbiFacts& facts : arch::all_abis())
    if (facts.token == token) return facts.name;
  return {};
}

/// "audit tokens other than x86_64, i386", or the tokens where that is more.
std::string title_of_tokens(std::span<const NumberRange> tokens) {
  constexpr std::size_t few = 16;
  std::vector<std::string> others;
  std::uint64_t next = 0;
  const auto add_up_to = [&](std::uint64_t end) {
    for (; next < end && others.size() <= few; ++next) {
      const auto token = static_cast<std::uint32_t>(next);
      const std::string_view name = name_of_token(token);
      others.push_back(name.empty() ? bpf::hex(token) : std::string(name));
    }
  };
  std::vector<std::string> themselves;
  for (const NumberRange& range : tokens) {
    add_up_to(range.first);
    next = std::uint64_t{range.last} + 1;
    themselves.push_back(range_text(range, bpf::hex));
  }
  add_up_to(std::uint64_t{UINT32_MAX} + 1);
  const bool by_others = others.size() <= few;
  std::string text = by_others ? "audit tokens other than" : "audit tokens";
  const char* separator = " ";
  for (const std::string& word : by_others ? others : themselves) {
    text += separator + word;
    separator = ", ";
  }
  return text;
}

std::string title(const Group& group) {
  const std::string abi = group.abi ? std::string(arch::facts(*group.abi).name) : "";
  switch (group.kind) {
  case Group::Tokens::all:
    return "whatever the audit token" + (abi.empty() ? "" : ", calls named as on " + abi);
  case Group::Tokens::one:
    return abi.empty() ? "audit token " + bpf::hex(group.tokens.front().first) : abi;
  case Group::Tokens::others:
    break;
  }
  return title_of_tokens(group.tokens);
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
      text += "\n" + title(group) + "\n";
      for (const Difference& difference : group.differences)
        text += text_of(difference, group.abi);
    }
  }
  return text + "\n" + summary(report);
}

} // namespace callgate::tools
