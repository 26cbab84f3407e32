// What only shows once a policy is seen from its ABIs: conflicts, entries that change
// nothing, capabilities that would narrow, errnos that an ABI lacks.
#pragma once

#include <span>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::ruleset {

/// Judges all capabilities together, so that every set of them compiles or none does.
void check(const policy::Policy& policy, std::span<const arch::Abi> abis,
           diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
