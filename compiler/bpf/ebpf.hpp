// How long a filter is once the kernel has made its own instructions of it. What it counts
// against the limit of a process, and turns into machine code, are these.
#pragma once

#include <cstddef>
#include <span>

#include "bpf/program.hpp"

namespace callgate::bpf {

/// Instructions of eBPF, by the rules of bpf_convert_filter (net/core/filter.c, Linux 4.16 to
/// 7.0): three to begin with; two for a return of a constant; for a conditional jump one more
/// if it jumps on both outcomes (or, testing bits, on the false one), and one more if it
/// compares with a constant of 2^31 or above; five for a division by X; else one.
std::size_t ebpf_length(const Program& program);

/// What filters count together against the kernel's MAX_INSNS_PER_PATH, 32768: each one
/// below another four more than its length (seccomp_attach_filter of kernel/seccomp.c).
std::size_t ebpf_length(std::span<const Program> stack);

} // namespace callgate::bpf
