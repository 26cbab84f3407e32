// Which order of bits keeps a formula's diagram small. Trying is the only way to tell:
// the best order is hard to find, and so is its cost without building the diagram.
#pragma once

#include <optional>

#include "ruleset/bit_order.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// An order in which the formula takes few nodes, the standard one if that does; nothing if
/// it takes too many in every order that is tried.
std::optional<BitOrder> fitting_order(const Formula& formula);

/// The same for all clauses of a decision together.
std::optional<BitOrder> fitting_order(const Decision& decision);

/// Whether a decision has so few tests that no order but the standard one is tried.
bool is_simple(const Decision& decision);

} // namespace callgate::ruleset
