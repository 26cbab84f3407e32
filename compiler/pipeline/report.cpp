#include "pipeline/report.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>

#include "bpf/hex.hpp"
#include "ruleset/words.hpp"

namespace callgate::pipeline {

namespace {

constexpr const char* please_report = "nothing was written; please report this policy";

/// "token 0xc000003e, number 41, arguments 0x1 0x0 …, instruction pointer 0x0"
std::string written(const bpf::CallData& call) {
  std::ostringstream text;
  text << "token " << bpf::hex(call.token) << ", number " << call.number << ", arguments"
       << std::hex << std::showbase;
  for (const std::uint64_t argument : call.arguments)
    text << " " << argument;
  text << ", instruction pointer " << call.instruction_pointer;
  return text.str();
}

/// A rule with a condition that speaks of that call; null if none does.
const policy::Rule* rule_of(const proof::CallNumber& call, const ruleset::Resolution& resolution) {
  const auto found = std::ranges::find_if(resolution.calls, [&](const ruleset::ResolvedCall& each) {
    return each.number == call.number && arch::facts(each.abi).token == call.token &&
           each.rule->entry.condition;
  });
  return found == resolution.calls.end() ? nullptr : found->rule;
}

} // namespace

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
  if (refutation.witness) message += ", for " + written(*refutation.witness);
  diagnostics.error("unproven", std::nullopt, message, please_report);
}

} // namespace callgate::pipeline
