// The passes of lint, each a file. They add what they find; none knows of another.
#pragma once

#include <span>

#include "lint/findings.hpp"
#include "lint/lint.hpp"
#include "lint/view.hpp"

namespace callgate::lint {

/// Calls of lore::dangers() that run.
void find_dangers(const View& view, Findings& findings);

/// Calls that have what conditions on others deny.
void find_detours(const View& view, Findings& findings);

/// What programs cannot do without: ending, going on after a stop, telling the time.
void find_missing(const View& view, Findings& findings);

/// What libraries try and how it is answered, whatever their releases.
void find_misread_answers(const View& view, Findings& findings);

/// What releases of libraries call.
void find_library_drift(const View& view, std::span<const lore::SoughtLibrary> libraries,
                        Findings& findings);

/// Calls that the ABI of `view` lacks, or that nobody makes there.
void find_unportable(const policy::Policy& policy, const policy::Selection& selection,
                     const View& view, Findings& findings);

/// What depends on no call: actions, releases, kernels.
void find_faults_of_policy(const policy::Policy& policy, std::span<const View> views,
                           Findings& findings);

} // namespace callgate::lint
