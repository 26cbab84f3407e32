// The machine's own two entries, by which a 64-bit program reaches its kernel: `syscall`
// (x86_64 and x32) and `int 0x80` (i386). Every argument register is filled to its last
// bit, whatever the entry makes of the upper half.
#pragma once

#include <span>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"

namespace callgate::tests {

/// Makes the call through the entry of its token, which must be that of x86_64 or i386, and
/// returns what the kernel left in the accumulator (i386: its low word, sign-extended).
long make_call(const bpf::CallData& call);

/// The ABIs whose calls reach this kernel's filters: i386 only if it serves that entry. x32
/// always, though a kernel built without it then fails the calls.
std::span<const arch::Abi> callable_abis();

/// Calls that x86_64 kernels dispatch without asking any filter: uretprobe, uprobe.
bool bypasses_filters(std::uint32_t token, std::uint32_t number);

} // namespace callgate::tests
