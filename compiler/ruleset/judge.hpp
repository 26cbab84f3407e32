// Conditions judged on every ABI that they are for: what means nothing there, what never
// holds, what always does, and which of their parts change nothing.
#pragma once

#include <cstdint>
#include <span>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::ruleset {

enum class Judgement : std::uint8_t {
  sound,
  mistaken,    ///< errors were reported
  too_complex, ///< conditions take more nodes than a diagram may have, as was reported
};

/// A condition that never holds on one of `abis`, or a part of one that holds on none, is
/// an error; what changes nothing on any is a warning.
Judgement judge_conditions(const policy::Policy& policy, std::span<const arch::Abi> abis,
                           diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
