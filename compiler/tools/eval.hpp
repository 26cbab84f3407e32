// What one written call gets from a filter, and what it costs: the answers of `eval`.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "bpf/interpreter.hpp"
#include "bpf/program.hpp"
#include "diagnostic/diagnostic.hpp"
#include "pipeline/compile.hpp"
#include "policy/evaluate.hpp"
#include "policy/written_call.hpp"

namespace callgate::tools {

struct Evaluation {
  arch::Abi abi;
  bpf::CallData call;
  bpf::Execution execution;
  std::size_t instructions;               ///< of the whole filter
  bool is_cached;                         ///< Linux 5.11 and later never runs it for that number
  std::optional<policy::Verdict> verdict; ///< why, where a policy was asked
};

/// What the call gets from the proven filters of a policy on every selected ABI that has it,
/// in their order; on an ABI that the call is restricted to also where only another ABI of its
/// kernels is served. Nothing if the call cannot be asked, which is then said.
std::vector<Evaluation> evaluate(const policy::WrittenCall& call,
                                 const pipeline::Compilation& compilation,
                                 diagnostic::Diagnostics& diagnostics);

/// What it gets from a filter by itself, on those of `abis` that have it, which are all of
/// that byte order; or on the one ABI that the call is restricted to.
std::vector<Evaluation> evaluate(const policy::WrittenCall& call, const bpf::Program& program,
                                 std::span<const arch::Abi> abis, arch::ByteOrder order,
                                 diagnostic::Diagnostics& diagnostics);

/// The ABIs of that byte order whose token the filter looks for; else the native one, or
/// none if that has the other order.
std::vector<arch::Abi> abis_of(const bpf::Program& program, arch::ByteOrder order);

} // namespace callgate::tools
