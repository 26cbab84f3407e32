#include "pipeline/objective.hpp"

#include <utility>

#include "arch/release.hpp"
#include "ruleset/counting.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;
using policy::Policy;
using policy::Selection;
using ruleset::Workload;

constexpr arch::Release first_with_cache{5, 11, 0};

std::string same_call(const policy::Weight& first, const policy::Weight& second, arch::Abi abi) {
  return ruleset::written(first) + " and " + ruleset::written(second) + " are one call on " +
         std::string(arch::facts(abi).name);
}

constexpr const char* how_to_count_once = "count it once";

Workload of_policy(const std::vector<policy::Weight>& weights, const Selection& selection,
                   Diagnostics& diagnostics) {
  ruleset::Counting counting = ruleset::counted(weights, selection.abis);
  for (const auto& [first, second, abi] : counting.twice)
    diagnostics
        .error("counted-twice", weights[second].call.span,
               same_call(weights[first], weights[second], abi), how_to_count_once)
        .labels.push_back({weights[first].call.span, "counted here"});
  return std::move(counting.workload);
}

/// The ABI that was named first, by the request or else by the policy.
arch::Abi first_abi(const Policy& policy, const Request& request) {
  if (!request.abis.empty()) return *arch::abi_named(request.abis.front());
  return policy.abis && !policy.abis->empty() ? policy.abis->front() : arch::native_abi();
}

} // namespace

bool has_cache(std::optional<arch::Release> kernel) {
  return !kernel || *kernel >= first_with_cache;
}

ruleset::Workload workload(Counts counts, arch::Abi first, std::span<const arch::Abi> abis,
                           Diagnostics& diagnostics) {
  for (policy::Weight& weight : counts.weights) {
    const bool is_number = std::holds_alternative<arch::NumberRange>(weight.call.call);
    if (is_number && !weight.call.only) weight.call.only = first;
  }
  ruleset::Counting counting = ruleset::counted(counts.weights, abis);
  for (const auto& [one, other, abi] : counting.twice)
    diagnostics.error("counted-twice", std::nullopt,
                      counts.name + ": " +
                          same_call(counts.weights[one], counts.weights[other], abi),
                      how_to_count_once);
  return std::move(counting.workload);
}

graph::Objective objective(const Policy& policy, const Selection& selection, const Request& request,
                           Diagnostics& diagnostics) {
  const Planning& planning = request.planning;
  return {planning.prefer, has_cache(planning.target_kernel),
          planning.counts
              ? workload(*planning.counts, first_abi(policy, request), selection.abis, diagnostics)
              : of_policy(policy.weights, selection, diagnostics)};
}

} // namespace callgate::pipeline
