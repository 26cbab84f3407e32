#include "lint/view.hpp"

#include <algorithm>
#include <utility>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "diagram/diagram.hpp"
#include "policy/text.hpp"
#include "proof/parts.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/typing.hpp"

namespace callgate::lint {

namespace {

using ruleset::All;
using ruleset::Any;
using ruleset::Formula;
using ruleset::Listed;

bool lets_run(bpf::Action action) {
  return action.kind == bpf::ActionKind::allow || action.kind == bpf::ActionKind::log;
}

Formula always() {
  return {All{{}}};
}

Formula condition_of(const std::shared_ptr<const Formula>& when) {
  return when ? *when : always();
}

/// An input for which the formula holds; nothing if it never does. One whose diagram would be
/// too large is taken to hold for something: better a word too much.
std::optional<bpf::CallData> example_of(const Formula& formula) {
  try {
    diagram::Diagrams diagrams;
    const diagram::Node node = ruleset::meaning(diagrams, formula);
    return proof::witness(diagrams, node);
  } catch (const diagram::TooLarge&) {
    return bpf::CallData{};
  }
}

/// The condition of an entry; the tables' own have no mistakes.
std::shared_ptr<const policy::Condition> parsed(std::string_view name, std::string_view condition) {
  std::string text(name);
  text += '(';
  text += condition;
  text += ')';
  diagnostic::Diagnostics diagnostics;
  const auto item =
      policy::parse_item({text, policy::StringText::verbatim(text.size())}, diagnostics);
  const auto* entry = item ? std::get_if<policy::Entry>(&*item) : nullptr;
  return entry == nullptr ? nullptr : entry->condition;
}

/// Whether what the call is about lies behind a pointer, or is not known at all.
bool hides_arguments(arch::Abi abi, const arch::Call& call) {
  const auto arguments = arch::arguments(abi, call);
  return !arguments || arguments->size() <= 1;
}

std::vector<Listed> active(std::vector<Listed> listed, const policy::Selection& selection) {
  std::erase_if(listed,
                [&](const Listed& entry) { return !policy::is_active(*entry.table, selection); });
  return listed;
}

} // namespace

View::View(const policy::Policy& policy, const policy::Selection& selection, arch::Abi abi)
    : policy_(policy), abi_(abi), listed_(active(ruleset::list(policy, abi), selection)),
      unlisted_(policy, abi) {}

std::optional<Calls> View::calls(std::string_view name, std::string_view condition) const {
  const arch::Call* call = arch::find_call(abi_, name);
  if (call == nullptr) return std::nullopt;
  if (condition.empty()) return Calls{call, nullptr};
  const auto read = parsed(name, condition);
  if (read == nullptr) return std::nullopt;
  auto formula = ruleset::formula_of(*read, abi_, call->number, [](const ruleset::Mistake&) {});
  if (formula) return Calls{call, std::make_shared<const Formula>(*std::move(formula))};
  if (hides_arguments(abi_, *call)) return Calls{call, nullptr, true};
  return std::nullopt;
}

std::span<const Listed> View::listed(std::uint32_t number) const {
  const auto first = std::partition_point(listed_.begin(), listed_.end(), [&](const Listed& entry) {
    return entry.numbers.last < number;
  });
  const auto last = std::find_if_not(
      first, listed_.end(), [&](const Listed& entry) { return entry.numbers.contains(number); });
  return {first, last};
}

std::vector<const Listed*> View::letting_run(std::uint32_t number) const {
  std::vector<const Listed*> found;
  for (const Listed& entry : listed(number)) {
    if (lets_run(entry.action)) found.push_back(&entry);
  }
  return found;
}

std::vector<Way> View::ways(const Calls& calls) const {
  const std::uint32_t number = calls.call->number;
  std::vector<Way> found;
  const auto add = [&](const Listed* entry, const Formula& when) {
    auto example = example_of(ruleset::all_of({condition_of(calls.when), when}));
    if (!example) return;
    example->number = number;
    example->token = arch::facts(abi_).token;
    found.push_back({entry, *example});
  };
  for (const Listed* entry : letting_run(number))
    add(entry, condition_of(entry->when));
  const auto entries = listed(number);
  const bpf::Action otherwise =
      entries.empty() ? unlisted_.action_for(number) : unlisted_.default_action();
  if (!lets_run(otherwise)) return found;
  std::vector<Formula> rest;
  rest.reserve(entries.size());
  for (const Listed& entry : entries)
    rest.push_back(ruleset::negation(condition_of(entry.when)));
  add(nullptr, rest.empty() ? always() : ruleset::all_of(std::move(rest)));
  return found;
}

bool View::runs(std::string_view name) const {
  const auto all = calls(name, "");
  return all && !ways(*all).empty();
}

Verdict View::verdict(const Calls& calls) const {
  bpf::CallData call = example_of(condition_of(calls.when)).value_or(bpf::CallData{});
  call.number = calls.call->number;
  return verdict(call);
}

Verdict View::verdict(const bpf::CallData& call) const {
  const auto entries = listed(call.number);
  const Listed* best = nullptr;
  for (const Listed& entry : entries) {
    if (entry.when && !ruleset::holds(*entry.when, call.arguments)) continue;
    if (best == nullptr || entry.action.kind < best->action.kind) best = &entry;
  }
  if (best != nullptr) return {best->action, best->rule->entry.span};
  if (!entries.empty()) return {unlisted_.default_action(), written_span(policy_.default_action)};
  const bool is_newer =
      policy_.newer && policy::may_be_newer(abi_, call.number, *policy_.known_through);
  return {unlisted_.action_for(call.number),
          written_span(is_newer ? *policy_.newer : policy_.default_action)};
}

std::optional<diagnostic::Span> written_span(const policy::ActionSpec& spec) {
  return spec.span.end == 0 ? std::nullopt : std::optional(spec.span);
}

bool looks_at(const Formula& formula, std::uint8_t slot) {
  const auto in = [&](const std::vector<Formula>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const Formula& part) { return looks_at(part, slot); });
  };
  if (const auto* all = std::get_if<All>(&formula.node)) return in(all->parts);
  if (const auto* any = std::get_if<Any>(&formula.node)) return in(any->parts);
  const ruleset::Field& field = std::get<ruleset::Test>(formula.node).field;
  return field.slot == slot || field.high_slot == slot;
}

} // namespace callgate::lint
