#include "policy/evaluate.hpp"

#include "arch/calls.hpp"
#include "policy/holds.hpp"

namespace callgate::policy {

namespace {

/// An entry's condition, if it has one, on a call of its own.
bool matches(const Entry& entry, arch::Abi abi, const bpf::CallData& call) {
  if (!entry.condition) return true;
  const auto* name = std::get_if<std::string>(&entry.call);
  const arch::Call* const meant =
      name != nullptr ? arch::find_call(abi, *name) : arch::find_call(abi, call.number);
  return holds(*entry.condition, {abi, meant, call.arguments});
}

bool lets_run(bpf::Action action) {
  return !bpf::facts(action.kind).stops;
}

} // namespace

Evaluator::Evaluator(const Policy& policy, const Selection& selection)
    : policy_(policy), selection_(selection) {
  add(policy.base);
  for (const Table& table : policy.capabilities) {
    if (is_active(table, selection)) add(table);
  }
}

void Evaluator::add(const Table& table) {
  for (const Rule& rule : table.rules) {
    for (const arch::Abi abi : selection_.abis) {
      for (const arch::NumberRange& numbers : numbers_of(table, rule, abi))
        statements_.push_back({abi, numbers, action_on(rule.action, abi).value(), &table, &rule});
    }
  }
}

Verdict Evaluator::verdict(const bpf::CallData& call) const {
  // Of several ABIs under one token the one that owns the number answers for it.
  std::optional<arch::Abi> served;
  for (const arch::Abi abi : selection_.abis) {
    if (arch::facts(abi).token != call.token) continue;
    if (!served || arch::facts(abi).numbers.contains(call.number)) served = abi;
  }
  using enum Verdict::Reason;
  if (!served) return {action_on(policy_.foreign, selection_.abis.front()).value(), foreign_token};

  const bpf::Action otherwise = action_on(policy_.default_action, *served).value();
  if (const auto verdict = stated(*served, call, otherwise)) return *verdict;
  if (arch::owner_of(*served, call.number) != *served)
    return {lets_run(otherwise) ? action_on(policy_.foreign, *served).value() : otherwise,
            sibling_abi};
  if (is_newer(*served, call.number, otherwise))
    return {action_on(*policy_.newer, *served).value(), newer};
  return {otherwise, unlisted};
}

/// The most permissive of all statements that match the call; `otherwise` where its number
/// is listed but no condition holds; nothing where it is not listed.
std::optional<Verdict> Evaluator::stated(arch::Abi abi, const bpf::CallData& call,
                                         bpf::Action otherwise) const {
  const Statement* best = nullptr;
  bool is_listed = false;
  for (const Statement& statement : statements_) {
    if (statement.abi != abi || !statement.numbers.contains(call.number)) continue;
    is_listed = true;
    if (!matches(statement.rule->entry, abi, call)) continue;
    if (best == nullptr || statement.action.kind < best->action.kind) best = &statement;
  }
  if (best != nullptr)
    return Verdict{best->action, Verdict::Reason::entry, best->table, best->rule};
  if (!is_listed) return std::nullopt;
  return Verdict{otherwise, Verdict::Reason::no_condition};
}

/// Whether a call of that number came with a release that the author never saw.
bool Evaluator::is_newer(arch::Abi abi, std::uint32_t number, bpf::Action otherwise) const {
  if (!policy_.newer) return false;
  if (const arch::Call* call = arch::find_call(abi, number)) {
    if (call->since.known == arch::Since::Known::unknown) return lets_run(otherwise);
    return call->since.release > *policy_.known_through;
  }
  return number > arch::highest_number(abi) && number <= arch::facts(abi).number_base + 4095;
}

} // namespace callgate::policy
