// Arguments that tell apart filters that differ only a little in a condition: the condition
// itself nominates them.
#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include "ruleset/rulings.hpp"

namespace callgate::tests {

/// For every end of a range that some clause tests: the value before it, itself, and the one
/// after it, in its register or pair of registers, above its bits zeros, ones, the copied
/// sign, and dirt; each `rounds` times, beside other arguments chosen likewise at random.
/// Nothing for a decision without clauses.
std::vector<ruleset::ArgumentRegisters>
boundary_arguments(const ruleset::Decision& decision, std::size_t rounds, std::mt19937_64& random);

} // namespace callgate::tests
