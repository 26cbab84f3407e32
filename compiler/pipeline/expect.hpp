// The gate after the proof: what the policy itself expects of its filters, `[[expect]]`.
#pragma once

#include <span>
#include <string>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "policy/selection.hpp"
#include "proof/proof.hpp"

namespace callgate::pipeline {

/// What was built for one set of capabilities.
struct FiltersOfSet {
  std::span<const std::string> capabilities;
  std::span<const proof::ProvenFilter> filters; ///< one a family of the ABIs
};

/// Whether every expectation of the policy holds, under the capabilities that it names, on
/// every one of `abis` that has its call. The proven bytes are asked: of `sets`, or for other
/// capabilities filters that are built here, good at the same. What fails is reported, and so is
/// an expectation that no ABI of the policy can answer. A call restricted to an ABI that the
/// policy says it does not serve is a call through a foreign token.
bool meets_expectations(const policy::Policy& policy, std::span<const arch::Abi> abis,
                        const graph::Objective& objective, std::span<const FiltersOfSet> sets,
                        diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
