// What filters let run, found out by really making the calls.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bpf/call_data.hpp"
#include "live/child.hpp"
#include "pipeline/compile.hpp"

namespace callgate::tests {

/// A policy that must compile; throws, with the diagnostics, if it does not.
pipeline::Compilation compiled(const std::string& text, const pipeline::Request& request);

/// Makes every call in a child under `filter`, some ten thousand a child, and returns the errno
/// of each: 0 for those that succeed. Throws if a child does not come to its end.
std::vector<std::uint16_t> errnos_under(User user, std::span<const bpf::Instruction> filter,
                                        std::span<const bpf::CallData> calls);

struct Expectation {
  std::array<std::uint64_t, 6> arguments;
  bool runs;
};

/// Makes calls on `abi` under a policy whose only entry is `entry`, "dup(fildes == -1)", and
/// checks that this kernel, the interpreter, the rulings and the policy's own evaluator all
/// let run what should. The calls that run do so in earnest.
void check_entry(arch::Abi abi, const std::string& entry,
                 std::span<const Expectation> expectations);

} // namespace callgate::tests
