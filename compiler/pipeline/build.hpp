// From what filters must mean to filters that are proven to mean it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "proof/proof.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

/// One of each a resolution, in their order.
struct Built {
  std::vector<proof::ProvenFilter> filters;
  /// How many searches of its plan were too large for the exact method.
  std::vector<std::size_t> approximated;
};

/// Rulings → decision graph → layout → Program → ProvenFilter. All or none; a failure is
/// reported.
std::optional<Built> build(std::span<const ruleset::Resolution> resolutions,
                           const graph::Objective& objective, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
