// A written call → the registers that a C caller leaves for the kernel on one ABI.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "policy/written_call.hpp"
#include "ruleset/mistakes.hpp"

namespace callgate::ruleset {

/// The number that the call has on `abi`: none where the ABI lacks its name, or where it is
/// restricted to another one.
std::optional<std::uint32_t> number_of(const policy::WrittenCall& call, arch::Abi abi);

/// Those of `abis` on which the call can be asked, in their order. A number is a question to
/// its owner alone where the owner is among them under the same token.
std::vector<arch::Abi> abis_with(const policy::WrittenCall& call, std::span<const arch::Abi> abis);

/// What a filter may see of the call, made through `abi`, which must have it; nothing if
/// there are mistakes.
///
/// Arguments without a name follow that ABI's own declaration. A 64-bit one that goes in two
/// registers is one argument, and registers that a declaration skips (the "dummy" of sh's
/// pread64) do not count. Values are those of the argument's type, and at least of 32 bits,
/// which C passes for less: −2^(n−1) … 2^n − 1 modulo 2^n. Where a wide register holds a
/// word whose highest bit is set, no calling convention says what stands above it, and compilers
/// leave zeros or the sign; so there is a way for each, and with several such words for each
/// combination. The first is the one that the declaration suggests. On ABIs without wide
/// registers there is the low word alone. `arg0` … `arg5` set all 64 bits of a register, and
/// so do arguments by place, up to the ABI's own width, where the declaration is not known.
std::vector<bpf::CallData> call_data_of(const policy::WrittenCall& call, arch::Abi abi,
                                        const Mistakes& mistakes);

} // namespace callgate::ruleset
