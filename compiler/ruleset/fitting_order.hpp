// Which order of bits keeps a formula's diagram small. Trying is the only way to tell:
// the best order is hard to find, and so is its cost without building the diagram.
#pragma once

#include <optional>

#include "ruleset/bit_order.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// Formulas with fewer tests are not worth a try: the standard order will do.
inline constexpr std::size_t fewest_tests_tried = 9;

/// An attempt makes at most so many nodes, since comparing diagrams makes more of them.
inline constexpr std::size_t most_nodes_tried = 1'000'000;

/// An order in which the formula takes few nodes, the standard one if that does; nothing if
/// no order that was tried does.
std::optional<BitOrder> fitting_order(const Formula& formula);

/// The same for all clauses of a decision together.
std::optional<BitOrder> fitting_order(const Decision& decision);

} // namespace callgate::ruleset
