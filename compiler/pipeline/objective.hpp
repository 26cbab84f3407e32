// What the plans of a compile are to be good at: what was asked for, and the policy's counts.
#pragma once

#include <optional>
#include <span>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "pipeline/select.hpp"

namespace callgate::pipeline {

/// Whether a kernel of that release, or without one any of today, answers plain allows from
/// its cache.
bool has_cache(std::optional<arch::Release> kernel);

/// What `counts` say of `abis`, where their numbers without an ABI are of `first`. Two counts of
/// one call are reported.
ruleset::Workload workload(Counts counts, arch::Abi first, std::span<const arch::Abi> abis,
                           diagnostic::Diagnostics& diagnostics);

/// Of `request` the planning, or else of the policy its `[weights]`. Two counts of one
/// call are reported.
graph::Objective objective(const policy::Policy& policy, const policy::Selection& selection,
                           const Request& request, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
