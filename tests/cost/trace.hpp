// The slow reference for counting: the list of instructions that one call executes, each by
// its place. Whatever is counted can be read off that list.
#pragma once

#include <cstddef>
#include <vector>

#include "bpf/call_data.hpp"
#include "bpf/program.hpp"

namespace callgate::tests {

using Trace = std::vector<std::size_t>;

/// On a little-endian machine. Knows the instructions that callgate's own filters have; throws
/// at others.
Trace trace(const bpf::Program& program, const bpf::CallData& call);

std::size_t taken(const Trace& trace);
std::size_t not_taken(const bpf::Program& program, const Trace& trace);

/// What the last instruction returns.
std::uint32_t returned(const bpf::Program& program, const Trace& trace);

/// How many instructions there are up to the first load of anything but token and number, that
/// load included; all if there is none.
std::size_t emulated(const bpf::Program& program, const Trace& trace);

/// Whether there is no such load and the return is SECCOMP_RET_ALLOW.
bool is_cacheable(const bpf::Program& program, const Trace& trace);

} // namespace callgate::tests
