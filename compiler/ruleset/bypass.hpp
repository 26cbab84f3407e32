// Calls that reach other calls: socketcall and ipc take the arguments of theirs from
// memory, where no filter looks, so allowing them undoes conditions on those.
#pragma once

#include <span>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"
#include "ruleset/listing.hpp"

namespace callgate::ruleset {

/// Says where `abi` has socketcall or ipc, one of `listed`, all that the policy lists there,
/// lets it run, and what it reaches is allowed on a condition, unless the policy accepts that
/// by name.
void check_bypasses(const policy::Policy& policy, arch::Abi abi, std::span<const Listed> listed,
                    diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
