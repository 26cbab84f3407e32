#include "pipeline/ask.hpp"

#include <algorithm>
#include <vector>

namespace callgate::pipeline {

const proof::ProvenFilter* filter_for(arch::Abi abi, std::span<const proof::ProvenFilter> filters) {
  const auto found =
      std::find_if(filters.begin(), filters.end(), [&](const proof::ProvenFilter& filter) {
        return filter.rulings().family == arch::facts(abi).family;
      });
  return found == filters.end() ? nullptr : &*found;
}

std::optional<Answer> ask(const policy::Policy& policy, const policy::Selection& selection,
                          std::span<const proof::ProvenFilter> filters, arch::Abi abi,
                          const bpf::CallData& call, diagnostic::Diagnostics& diagnostics) {
  policy::Selection family = selection;
  std::erase_if(family.abis, [&](arch::Abi other) {
    return arch::facts(other).family != arch::facts(abi).family;
  });
  const policy::Verdict verdict = policy::Evaluator(policy, family).verdict(call);
  const proof::ProvenFilter& filter = *filter_for(abi, filters);
  const bpf::Execution execution = bpf::run(filter.program(), call, filter.rulings().byte_order);
  if (execution.value == bpf::return_value(verdict.action))
    return Answer{verdict, execution, &filter};
  diagnostics.error("disagreement", std::nullopt,
                    "internal error: for call " + std::to_string(call.number) + " on " +
                        std::string(arch::facts(abi).name) + " the policy says " +
                        bpf::to_string(verdict.action) + ", and its filter " +
                        bpf::to_string(bpf::action_of(execution.value)),
                    "nothing was written; please report this policy");
  return std::nullopt;
}

std::string reason(const policy::Verdict& verdict) {
  switch (verdict.reason) {
  case policy::Verdict::Reason::entry:
    break;
  case policy::Verdict::Reason::no_condition:
    return "it is listed, and no condition holds";
  case policy::Verdict::Reason::unlisted:
    return "no entry lists it";
  case policy::Verdict::Reason::sibling_abi:
    return "its number is one of an ABI that is not served";
  case policy::Verdict::Reason::newer:
    return "it is newer than known_through";
  case policy::Verdict::Reason::foreign_token:
    return "its audit token is not served";
  }
  return {};
}

} // namespace callgate::pipeline
