// What filters cost on the calls that runs made.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "gate/result.hpp"
#include "proof/proof.hpp"

namespace callgate::gate {

/// Of one filter, on the calls of the runs that had it.
FilterCost cost_of(const proof::ProvenFilter& filter, std::string capabilities,
                   std::span<const SeenCall> calls);

} // namespace callgate::gate
