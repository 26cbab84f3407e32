#include "policy/evaluate.hpp"

#include "arch/calls.hpp"

namespace callgate::policy {

namespace {

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
      for (const std::uint32_t number : numbers_of(table, rule, abi))
        statements_.push_back({abi, number, action_on(rule.action, abi).value()});
    }
  }
}

bpf::Action Evaluator::operator()(std::uint32_t token, std::uint32_t number) const {
  // Of several ABIs under one token the one that owns the number answers for it.
  std::optional<arch::Abi> served;
  for (const arch::Abi abi : selection_.abis) {
    if (arch::facts(abi).token != token) continue;
    if (!served || arch::facts(abi).numbers.contains(number)) served = abi;
  }
  if (!served) return action_on(policy_.foreign, selection_.abis.front()).value();

  if (const auto action = stated(*served, number)) return *action;
  const bpf::Action otherwise = action_on(policy_.default_action, *served).value();
  for (const arch::Abi sibling : arch::siblings(*served)) {
    if (arch::facts(sibling).numbers.contains(number))
      return lets_run(otherwise) ? action_on(policy_.foreign, *served).value() : otherwise;
  }
  if (is_newer(*served, number, otherwise)) return action_on(*policy_.newer, *served).value();
  return otherwise;
}

/// The most permissive of all statements about one call.
std::optional<bpf::Action> Evaluator::stated(arch::Abi abi, std::uint32_t number) const {
  std::optional<bpf::Action> best;
  for (const Statement& statement : statements_) {
    if (statement.abi != abi || statement.number != number) continue;
    if (!best || statement.action.kind < best->kind) best = statement.action;
  }
  return best;
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
