// Questions to proven filters, and why they answer as they do.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "bpf/call_data.hpp"
#include "bpf/interpreter.hpp"
#include "diagnostic/diagnostic.hpp"
#include "policy/evaluate.hpp"
#include "proof/proof.hpp"

namespace callgate::pipeline {

struct Answer {
  policy::Verdict verdict;           ///< by the policy, word for word
  bpf::Execution execution;          ///< of the proven bytes, which give the same action
  const proof::ProvenFilter* filter; ///< that was asked
};

/// The filter for the kernel that serves `abi`; null if it is not among them.
const proof::ProvenFilter* filter_for(arch::Abi abi, std::span<const proof::ProvenFilter> filters);

/// What a call through `abi`'s token gets from the filter of its family, one of `filters`, which
/// were built from that policy for that selection. Nothing if the policy, read word for
/// word, says something else: an error of the compiler, which is reported.
std::optional<Answer> ask(const policy::Policy& policy, const policy::Selection& selection,
                          std::span<const proof::ProvenFilter> filters, arch::Abi abi,
                          const bpf::CallData& call, diagnostic::Diagnostics& diagnostics);

/// "no entry lists it": why a verdict that no entry made is what it is; empty for an entry.
std::string reason(const policy::Verdict& verdict);

} // namespace callgate::pipeline
