// Entries that change nothing inside their own table.
#pragma once

#include <span>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"
#include "ruleset/cell.hpp"

namespace callgate::ruleset {

/// Warns of entries that could be removed, one by one from the last to the first, with
/// no change of what their table says in any of `cells`. An entry that names a group is
/// judged as a whole. A capability that repeats the base is not worth a word.
void report_idle_entries(const policy::Policy& policy, std::span<Cell> cells,
                         diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
