// Proven filters for several sets of one policy's capabilities.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "pipeline/build.hpp"
#include "pipeline/select.hpp"
#include "policy/policy.hpp"

namespace callgate::pipeline {

struct BuiltSet {
  CapabilitySet capabilities;
  std::shared_ptr<const Built> built; ///< one for all sets under which the policy means the same
};

/// Policy → Rulings → … → ProvenFilter for each of the sets, in their order. All or none; a
/// failure is reported by set. The policy must have passed `check` for those ABIs.
std::optional<std::vector<BuiltSet>> build_sets(const policy::Policy& policy,
                                                std::span<const arch::Abi> abis,
                                                std::span<const CapabilitySet> sets,
                                                const graph::Objective& objective,
                                                diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
