#include "policy/evaluate.hpp"

#include <optional>

#include "arch/calls.hpp"

namespace callgate::policy {

namespace {

bool lets_run(bpf::Action action) {
  return !bpf::facts(action.kind).stops;
}

/// Whether a call of that number came with a release that the author never saw.
bool is_newer(const Policy& policy, arch::Abi abi, std::uint32_t number, bpf::Action otherwise) {
  if (!policy.newer) return false;
  if (const arch::Call* call = arch::find_call(abi, number)) {
    if (call->since.known == arch::Since::Known::unknown) return lets_run(otherwise);
    return call->since.release > *policy.known_through;
  }
  return number > arch::highest_number(abi) && number <= arch::facts(abi).number_base + 4095;
}

std::optional<bpf::Action> best_entry(const Policy& policy, const Selection& selection,
                                      arch::Abi abi, std::uint32_t number) {
  std::optional<bpf::Action> best;
  const auto look_through = [&](const Table& table) {
    if (!is_active(table, selection)) return;
    for (const Rule& rule : table.rules) {
      if (!applies_to(rule.entry, abi)) continue;
      for (const std::uint32_t named : numbers_of(rule.entry, abi)) {
        const bpf::Action action = action_on(rule.action, abi).value();
        if (named == number && (!best || action.kind < best->kind)) best = action;
      }
    }
  };
  look_through(policy.base);
  for (const Table& table : policy.capabilities)
    look_through(table);
  return best;
}

} // namespace

bpf::Action evaluate(const Policy& policy, const Selection& selection, std::uint32_t token,
                     std::uint32_t number) {
  // Errno names could differ between ABIs; the first one served speaks for strangers.
  const arch::Abi first = selection.abis.front();
  std::optional<arch::Abi> served;
  for (const arch::Abi abi : selection.abis) {
    if (arch::facts(abi).token != token) continue;
    if (!served || arch::facts(abi).numbers.contains(number)) served = abi;
  }
  if (!served) return action_on(policy.foreign, first).value();

  if (const auto entry = best_entry(policy, selection, *served, number)) return *entry;
  const bpf::Action otherwise = action_on(policy.default_action, *served).value();
  for (const arch::Abi sibling : arch::siblings(*served)) {
    if (arch::facts(sibling).numbers.contains(number))
      return lets_run(otherwise) ? action_on(policy.foreign, *served).value() : otherwise;
  }
  if (is_newer(policy, *served, number, otherwise))
    return action_on(*policy.newer, *served).value();
  return otherwise;
}

} // namespace callgate::policy
