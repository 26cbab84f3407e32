#include "gate/cost.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "arch/calls.hpp"
#include "gate/reports.hpp"
#include "tools/cost.hpp"

namespace callgate::gate {

namespace {

std::optional<std::uint32_t> number_of(const CallName& call, arch::Abi abi) {
  if (const arch::Call* known = arch::find_call(abi, call.name)) return known->number;
  std::uint32_t number = 0;
  const char* const end = call.name.data() + call.name.size();
  const bool is_number =
      call.name.starts_with('#') && std::from_chars(call.name.data() + 1, end, number).ptr == end;
  return is_number ? std::optional(number) : std::nullopt;
}

ruleset::Workload workload_of(std::span<const SeenCall> calls) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> counts;
  for (const SeenCall& seen : calls) {
    const auto abi = arch::abi_named(seen.call.abi);
    const auto number = abi ? number_of(seen.call, *abi) : std::nullopt;
    if (number) counts[{arch::facts(*abi).token, *number}] += total(seen.times);
  }
  ruleset::Workload workload;
  workload.reserve(counts.size());
  for (const auto& [call, count] : counts)
    workload.push_back({call.first, call.second, count});
  return workload;
}

} // namespace

FilterCost cost_of(const proof::ProvenFilter& filter, std::string capabilities,
                   std::span<const SeenCall> calls) {
  const tools::FamilyCost family = tools::cost(filter, {.workload = workload_of(calls)});
  FilterCost cost{std::move(capabilities), std::string(arch::family_name(family.family)),
                  family.instructions, family.ebpf_instructions};
  tools::Executed uncached;
  for (const tools::AbiCost& abi : family.abis) {
    cost.calls += abi.counted.inputs;
    uncached.inputs += abi.counted_uncached.inputs;
    uncached.steps += abi.counted_uncached.steps;
  }
  cost.cached = cost.calls - uncached.inputs;
  cost.executed = uncached.mean(uncached.steps);
  return cost;
}

} // namespace callgate::gate
