// Comparisons as sets of unsigned values: the one place that knows how a signed order
// lies in unsigned numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "policy/condition.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// The values from `first` to `last`, all of `bits` bits, in the order of that sign; none
/// if `last` comes before `first`.
std::vector<Range> between(std::uint64_t first, std::uint64_t last, std::uint8_t bits,
                           bool is_signed);

/// The values v with v `relation` `value`.
std::vector<Range> satisfying(policy::Relation relation, std::uint64_t value, std::uint8_t bits,
                              bool is_signed);

} // namespace callgate::ruleset
