// Decisions made at random of every kind of field, mask and range, and the arguments on
// which a wrong filter would show.
#pragma once

#include <random>
#include <vector>

#include "ruleset/rulings.hpp"

namespace callgate::tests {

using Random = std::mt19937_64;

/// Clauses with up to `most_tests` tests together. Fields and constants come from small
/// sets, so that tests of one decision bear on each other.
ruleset::Decision random_decision(Random& random, std::size_t most_tests);

/// Arguments nominated by the decisions' constants: one less, equal, one more, with the
/// bits above the field all clear, all set or arbitrary, and the single bits of masks.
std::vector<ruleset::ArgumentRegisters> probes(const ruleset::Decision& decision, Random& random,
                                               std::size_t count);

} // namespace callgate::tests
