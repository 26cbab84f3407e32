// A policy that is to be widened, and what it says of calls already.
#pragma once

#include <cstdint>
#include <vector>

#include "diagram/diagram.hpp"
#include "policy/evaluate.hpp"
#include "policy/policy.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::learn {

/// Whether the kernel makes a call of that action by itself.
constexpr bool runs(bpf::Action action) {
  return action.kind == bpf::ActionKind::allow || action.kind == bpf::ActionKind::log;
}

class Before {
public:
  /// `policy` must be free of errors on `abis`, and outlive this. Its capabilities do not count.
  Before(const policy::Policy& policy, const std::vector<arch::Abi>& abis);

  [[nodiscard]] const policy::Policy& policy() const { return policy_; }

  [[nodiscard]] policy::Verdict verdict(const bpf::CallData& call) const {
    return evaluator_.verdict(call);
  }

  /// Whether somebody wrote down that such a call is not to run: an entry with another action,
  /// or `except`.
  [[nodiscard]] bool is_refused(arch::Abi abi, const bpf::CallData& call) const;

  /// The calls of that number that run.
  [[nodiscard]] diagram::Node allowed(diagram::Diagrams& diagrams, arch::Abi abi,
                                      std::uint32_t number) const;

private:
  const policy::Policy& policy_;
  policy::Evaluator evaluator_;
  std::vector<ruleset::Resolution> resolutions_;
};

} // namespace callgate::learn
