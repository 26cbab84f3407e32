// Condition → Formula: what a condition means for one call on one ABI. Argument names
// become registers with the width and sign of that ABI's own row, constants become
// numbers of that width.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "policy/policy.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// Why a condition means nothing on an ABI.
struct Mistake {
  std::string code;
  policy::Span span;
  std::string message; ///< without the ABI
  std::string help;
};

/// Takes the mistakes as they are found.
using Mistakes = std::function<void(Mistake)>;

/// The formula for the call of that number, one of `abi`'s; nothing if there are mistakes.
std::optional<Formula> formula_of(const policy::Condition& condition, arch::Abi abi,
                                  std::uint32_t number, const Mistakes& mistakes);

} // namespace callgate::ruleset
