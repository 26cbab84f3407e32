// From what filters must mean to filters that are proven to mean it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "proof/proof.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

/// Rulings → decision graph → layout → Program → ProvenFilter, one a resolution, in their
/// order. All or none; a failure is reported.
std::optional<std::vector<proof::ProvenFilter>>
build(std::span<const ruleset::Resolution> resolutions, const graph::Objective& objective,
      diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
