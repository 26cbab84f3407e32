#include "pipeline/objective.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "arch/release.hpp"
#include "diagnostic/printable.hpp"
#include "ruleset/counting.hpp"

namespace callgate::pipeline {

namespace {

using diagnostic::Diagnostics;
using policy::Policy;
using policy::Selection;
using ruleset::Workload;

constexpr arch::Release first_with_cache{5, 11, 0};

std::string same_call(const std::string& first, const std::string& second, arch::Abi abi) {
  return first + " and " + second + " are one call on " + std::string(arch::facts(abi).name);
}

bool is_bare_number(const policy::Weight& weight) {
  return std::holds_alternative<arch::NumberRange>(weight.call.call) && !weight.call.only;
}

/// As files of counts have it: "\"0\"", where a policy has "\"#0\"".
std::string written_bare(const policy::Weight& weight) {
  if (!is_bare_number(weight)) return ruleset::written(weight);
  return diagnostic::quoted(std::to_string(std::get<arch::NumberRange>(weight.call.call).first));
}

constexpr const char* how_to_count_once = "count it once";

Workload of_policy(const std::vector<policy::Weight>& weights, const Selection& selection,
                   Diagnostics& diagnostics) {
  ruleset::Counting counting = ruleset::counted(weights, selection.abis);
  for (const auto& [first, second, abi] : counting.twice)
    diagnostics
        .error("counted-twice", weights[second].call.span,
               same_call(ruleset::written(weights[first]), ruleset::written(weights[second]), abi),
               how_to_count_once)
        .labels.push_back({weights[first].call.span, "counted here"});
  return std::move(counting.workload);
}

/// The ABI that was named first, by the request or else by the policy.
arch::Abi first_abi(const Policy& policy, const Request& request) {
  if (!request.abis.empty()) return *arch::abi_named(request.abis.front());
  if (policy.abis && !policy.abis->empty()) return policy.abis->front();
  return request.default_abis.empty() ? arch::native_abi()
                                      : *arch::abi_named(request.default_abis.front());
}

} // namespace

bool has_cache(std::optional<arch::Release> kernel) {
  return !kernel || *kernel >= first_with_cache;
}

ruleset::Workload workload(Counts counts, arch::Abi first, std::span<const arch::Abi> abis,
                           Diagnostics& diagnostics) {
  std::vector<std::string> written; // before numbers get an ABI
  written.reserve(counts.weights.size());
  for (policy::Weight& weight : counts.weights) {
    written.push_back(written_bare(weight));
    if (is_bare_number(weight)) weight.call.only = first;
  }
  ruleset::Counting counting = ruleset::counted(counts.weights, abis);
  for (const auto& [one, other, abi] : counting.twice)
    diagnostics
        .error("counted-twice", std::nullopt, same_call(written[one], written[other], abi),
               how_to_count_once)
        .file = counts.name;
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
