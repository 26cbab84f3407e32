// What can be said against running a command under a filter before anything is done.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proof/proof.hpp"

namespace callgate::process {

/// Why this machine cannot run anything under a filter of `rulings`, if it cannot: the
/// filter serves another family of ABIs.
std::optional<std::string> wrong_machine(const ruleset::Rulings& rulings);

/// The calls that `rulings` hand to a listener (`notify`) or a tracer (`trace`), one line
/// an action: with nobody there they would fail with ENOSYS, which nobody wrote down.
std::vector<std::string> unanswered(const ruleset::Rulings& rulings);

/// What `filter` lacks for the exec of a process that has it already, one line a call;
/// empty if execve runs, and write and exit_group, which callgate itself needs if the exec
/// fails. Asks the filter itself, about the ABI that callgate runs on.
std::vector<std::string> missing_for_exec(const proof::ProvenFilter& filter);

} // namespace callgate::process
