// A policy that is to be widened, and what it says of calls already.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diagram/diagram.hpp"
#include "policy/evaluate.hpp"
#include "policy/policy.hpp"
#include "records/tally.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::learn {

/// Whether the kernel makes a call of that action by itself.
constexpr bool runs(bpf::Action action) {
  return action.kind == bpf::ActionKind::allow || action.kind == bpf::ActionKind::log;
}

/// The list of [base] that gives its calls that action: "base.log", "base.errno.EPERM".
std::string list_named(const policy::ActionSpec& action);

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

  /// The calls of that number that are stopped and that an `[[expect]]` wants stopped, as far as
  /// the arguments that it writes tell them from others.
  [[nodiscard]] diagram::Node kept_out(diagram::Diagrams& diagrams, arch::Abi abi,
                                       std::uint32_t number) const;

  /// Whether such a call was seen, of which the bits `kept` are known.
  [[nodiscard]] bool is_expected(arch::Abi abi, const bpf::CallData& call,
                                 const records::Registers& kept) const;

  /// The list that a call newer than `known_through` has to be in ("base.errno.ENOSYS") once an
  /// entry with a condition lists it, so that the rest still gets what all of it got; empty where
  /// it gets that anyway.
  [[nodiscard]] std::string list_of_rest(arch::Abi abi, std::uint32_t number) const;

  /// What the calls of that number get: the values that filters return.
  [[nodiscard]] diagram::Node decisions(diagram::Diagrams& diagrams, arch::Abi abi,
                                        std::uint32_t number) const;

  /// The calls of that number that run.
  [[nodiscard]] diagram::Node allowed(diagram::Diagrams& diagrams, arch::Abi abi,
                                      std::uint32_t number) const;

private:
  [[nodiscard]] bool says_newer(arch::Abi abi, std::uint32_t number,
                                const policy::Rule& rule) const;

  const policy::Policy& policy_;
  policy::Evaluator evaluator_;
  std::vector<ruleset::Resolution> resolutions_;
};

} // namespace callgate::learn
