// Formulas and decisions as decision diagrams: exact, so that "never holds", "changes
// nothing" and "both can win" are questions with an answer.
#pragma once

#include <cstdint>

#include "diagram/diagram.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// The bit of seccomp_data.args that a diagram asks for; `bit` 0 … 63, 0 the lowest.
diagram::Bit argument_bit(std::uint8_t slot, std::uint8_t bit);

/// 1 where the formula holds, else 0.
diagram::Node meaning(diagram::Diagrams& diagrams, const Formula& formula);

/// The value that a filter returns for calls of that decision (bpf::return_value).
diagram::Node meaning(diagram::Diagrams& diagrams, const Decision& decision);

} // namespace callgate::ruleset
