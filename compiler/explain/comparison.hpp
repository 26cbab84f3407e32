// What two policies decide differently, as far as a remedy may.
#pragma once

#include <optional>

#include "explain/trial.hpp"
#include "pipeline/compile.hpp"

namespace callgate::explain {

/// What `after` lets run that `before` does not; nothing if it is more restrictive anywhere, if
/// it changes more than its goal says, or if that could not be told.
std::optional<Effect> compare(const pipeline::Analysis& before, const pipeline::Analysis& after,
                              Goal goal);

} // namespace callgate::explain
