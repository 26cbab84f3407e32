// Arguments that tell apart filters that differ only a little in a condition: the condition
// itself nominates them.
#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include "ruleset/rulings.hpp"

namespace callgate::tests {

/// For every end of a range that some clause tests: itself, the values beside it, and of wide
/// arguments those one away in the upper word; in their register or pair of registers, above
/// their bits zeros, ones, the copied sign, and dirt; each beside other arguments chosen
/// likewise at random, `rounds` times. Nothing for a decision without clauses.
std::vector<ruleset::ArgumentRegisters>
boundary_arguments(const ruleset::Decision& decision, std::size_t rounds, std::mt19937_64& random);

} // namespace callgate::tests
