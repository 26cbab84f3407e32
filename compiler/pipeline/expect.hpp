// The gate after the proof: what the policy itself expects of its filters, `[[expect]]`.
#pragma once

#include <span>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "policy/selection.hpp"
#include "proof/proof.hpp"

namespace callgate::pipeline {

/// Whether every expectation of the policy holds, under the capabilities that it names, on
/// every selected ABI that has its call. The proven bytes are asked: `filters` for the
/// selected capabilities, and for others filters that are built here, good at the same. What fails
/// is reported, and so is an expectation that no ABI of the policy can answer. A call restricted to
/// an ABI that the policy says it does not serve is a call through a foreign token.
bool meets_expectations(const policy::Policy& policy, const policy::Selection& selection,
                        const graph::Objective& objective,
                        std::span<const proof::ProvenFilter> filters,
                        diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
