// The proof by cases: every input belongs to exactly one of them.
//
// Nearly all decisions are proven at once, in the standard order of the bits. A decision
// whose diagram would be too large in that order is a case of its own, in an order that
// suits it: the inputs with a token and a number for which the rulings have that decision.
#pragma once

#include <variant>
#include <vector>

#include "proof/rulings_diagram.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::proof {

/// The first one is that of all decisions that are not apart, and of foreign tokens.
std::variant<std::vector<Case>, Oversized> cases_of(const ruleset::Rulings& rulings);

} // namespace callgate::proof
