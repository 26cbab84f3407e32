// Entries that change nothing inside their own table.
#pragma once

#include <span>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::ruleset {

/// Warns of entries that could be removed, one by one from the last to the first, with
/// no change of what their table says on any of `abis`. A capability that repeats the
/// base is not worth a word.
void report_idle_entries(const policy::Policy& policy, std::span<const arch::Abi> abis,
                         diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
