#include "pipeline/report.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "bpf/call_data.hpp"
#include "ruleset/words.hpp"

namespace callgate::pipeline {

namespace {

constexpr const char* please_report = "nothing was written; please report this policy";

/// A rule with a condition that speaks of that call; null if none does.
const policy::Rule* rule_of(const proof::CallNumber& call, const ruleset::Resolution& resolution) {
  const auto found = std::ranges::find_if(resolution.calls, [&](const ruleset::ResolvedCall& each) {
    return each.numbers.contains(call.number) && arch::facts(each.abi).token == call.token &&
           each.rule->entry.condition;
  });
  return found == resolution.calls.end() ? nullptr : found->rule;
}

/// The rule that gives a call its action; null where none does.
const policy::Rule* rule_of(const bpf::CallData& call, const ruleset::Resolution& resolution) {
  const bpf::Action wanted = ruleset::action_for(resolution.rulings, call);
  const auto found = std::ranges::find_if(resolution.calls, [&](const ruleset::ResolvedCall& each) {
    return each.numbers.contains(call.number) && arch::facts(each.abi).token == call.token &&
           each.action == wanted;
  });
  return found == resolution.calls.end() ? nullptr : found->rule;
}

} // namespace

std::string with_capabilities(const policy::Policy& policy,
                              std::span<const std::string> capabilities) {
  if (policy.capabilities.empty()) return {};
  std::string names;
  for (const std::string& name : capabilities) {
    names += names.empty() ? " with " : ", ";
    names += name;
  }
  return names.empty() ? " without capabilities" : names;
}

void report(const bpf::Rejection& rejection, std::string_view family,
            diagnostic::Diagnostics& diagnostics) {
  const std::string filter = "the filter for " + std::string(family);
  const std::string count = std::to_string(rejection.instruction);
  if (rejection.rule == bpf::Rejection::Rule::length)
    diagnostics.error("too-large", std::nullopt,
                      filter + " takes " + count +
                          " instructions, and the kernel accepts at most " +
                          std::to_string(bpf::max_instructions),
                      "serve fewer ABIs with one policy, or list fewer calls");
  else
    diagnostics.error("rejected-program", std::nullopt,
                      "internal error: the kernel would reject " + filter + " at instruction " +
                          count + ": " + rejection.reason,
                      please_report);
}

void report(const proof::Refutation& refutation, const ruleset::Resolution& resolution,
            diagnostic::Diagnostics& diagnostics) {
  const std::string filter =
      "the filter for " + std::string(arch::family_name(resolution.rulings.family));
  if (refutation.is_too_complex) {
    const policy::Rule* rule = refutation.call ? rule_of(*refutation.call, resolution) : nullptr;
    if (rule != nullptr) return ruleset::report_too_complex(*rule, diagnostics);
    diagnostics.error("too-complex", std::nullopt,
                      filter + " cannot be proven: " + refutation.reason,
                      "use fewer alternatives in conditions, or masks that overlap less");
    return;
  }
  std::string message = "internal error: " + filter + " is not proven: " + refutation.reason;
  if (refutation.instruction)
    message += ", at instruction " + std::to_string(*refutation.instruction);
  const policy::Rule* rule = nullptr;
  if (refutation.witness) {
    message += ", for " + bpf::to_string(*refutation.witness);
    rule = rule_of(*refutation.witness, resolution);
  }
  diagnostics.error("unproven", rule == nullptr ? std::nullopt : std::optional(rule->entry.span),
                    message, please_report);
}

} // namespace callgate::pipeline
