// What one written call gets from a filter, and what it costs: the answers of `eval`.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "diagnostic/diagnostic.hpp"
#include "pipeline/compile.hpp"
#include "policy/evaluate.hpp"
#include "policy/written_call.hpp"
#include "proof/behaviour.hpp"

namespace callgate::tools {

struct Evaluation {
  arch::Abi abi;
  bpf::CallData call;
  proof::StackExecution execution;
  std::size_t instructions;               ///< of all filters
  std::size_t filters;                    ///< how many were asked
  bool is_cached;                         ///< Linux 5.11 and later runs none for that number
  std::optional<policy::Verdict> verdict; ///< why, where a policy was asked
  /// Whether the upper halves of registers, which C may leave in several ways, decide: then
  /// there is an evaluation for each way.
  bool depends_on_upper_halves = false;
};

/// What the call gets from the proven filters of a policy on every selected ABI that has it,
/// in their order; on an ABI that the call is restricted to also where only another ABI of its
/// kernels is served. Nothing if the call cannot be asked, which is then said.
std::vector<Evaluation> evaluate(const policy::WrittenCall& call,
                                 const pipeline::Compilation& compilation,
                                 diagnostic::Diagnostics& diagnostics);

/// What it gets from filters by themselves, on those of `abis` that have it, which are all of
/// that byte order; or on the one ABI that the call is restricted to.
std::vector<Evaluation> evaluate(const policy::WrittenCall& call, proof::Stack stack,
                                 std::span<const arch::Abi> abis, arch::ByteOrder order,
                                 diagnostic::Diagnostics& diagnostics);

/// The ABIs of that byte order whose calls the filters treat in a way of their own; else the
/// native one, or none if that has the other order.
std::vector<arch::Abi> abis_of(proof::Stack stack, arch::ByteOrder order);

} // namespace callgate::tools
