// Condition → Formula: what a condition means for one call on one ABI. Argument names
// become registers with the width and sign of that ABI's own row, constants become
// numbers of that width.
#pragma once

#include <cstdint>
#include <optional>

#include "policy/policy.hpp"
#include "ruleset/constants.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// The formula for the call of that number, one of `abi`'s; nothing if there are mistakes.
std::optional<Formula> formula_of(const policy::Condition& condition, arch::Abi abi,
                                  std::uint32_t number, const Mistakes& mistakes);

} // namespace callgate::ruleset
