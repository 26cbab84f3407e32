// What the kernel does with a call that a process makes under one filter, or under
// several: the function that comparing, counting and decompiling work on.
#pragma once

#include <span>
#include <variant>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "bpf/program.hpp"
#include "diagram/diagram.hpp"
#include "proof/program_diagram.hpp"

namespace callgate::proof {

/// The filters of a process, in the order of their installation; at least one.
using Stack = std::span<const bpf::Program>;

/// Which filter of a stack could not be followed, where, and why.
struct UnmodelledFilter {
  std::size_t filter;
  Unmodelled unmodelled;
};

/// What a stack returns for every input, as the kernel takes it: of several filters the
/// most restrictive answer, of equally restrictive ones that of the filter installed last
/// (seccomp_run_filters of kernel/seccomp.c, Linux 6.12). Values are those of
/// bpf::return_value for the action that the kernel reads, so what it ignores is gone. Bits
/// are those of ruleset/meaning.hpp.
std::variant<diagram::Node, UnmodelledFilter> behaviour_of(diagram::Diagrams& diagrams, Stack stack,
                                                           arch::ByteOrder order);

/// One call under a stack.
struct StackExecution {
  std::uint32_t value;     ///< what the filter returned that the kernel acts on
  std::size_t filter;      ///< that filter, by its place in the stack
  std::size_t returned_at; ///< its instruction (bpf::Execution)
  std::size_t steps;       ///< executed by all filters: the kernel runs each
  std::size_t taken;       ///< jumps of all filters (bpf::Execution)
  std::size_t not_taken;
};

StackExecution run(Stack stack, const bpf::CallData& call, arch::ByteOrder order);

/// The value of `run`, as `behaviour_of` has it.
std::uint32_t behaviour_of(Stack stack, const bpf::CallData& call, arch::ByteOrder order);

} // namespace callgate::proof
