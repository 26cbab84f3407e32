// Formulas and decisions as decision diagrams: exact, so that "never holds", "changes
// nothing" and "both can win" are questions with an answer.
//
// Here too is fixed in which order diagrams ask for the 512 bits of seccomp_data: the
// token, the number, the instruction pointer, then the arguments in an order that may
// differ from call to call (bit_order.hpp). Rulings choose by token, then by number, and
// only then look at arguments, so below the number each call has a diagram of its own
// that no other call enlarges. Of token and number the highest bit comes first, which
// makes an interval of numbers, as a comparison with a constant, two chains of a node a
// bit.
#pragma once

#include <cstdint>

#include "diagram/diagram.hpp"
#include "ruleset/bit_order.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// The bits of seccomp_data that a diagram asks for; `bit` 0 is the lowest of its word.
diagram::Bit token_bit(std::uint8_t bit);
diagram::Bit number_bit(std::uint8_t bit);
diagram::Bit instruction_pointer_bit(std::uint8_t bit);
diagram::Bit argument_bit(std::uint8_t slot, std::uint8_t bit,
                          const BitOrder& order = BitOrder::standard());

/// 1 where the formula holds, else 0.
diagram::Node meaning(diagram::Diagrams& diagrams, const Formula& formula,
                      const BitOrder& order = BitOrder::standard());

/// The value that a filter returns for calls of that decision (bpf::return_value).
diagram::Node meaning(diagram::Diagrams& diagrams, const Decision& decision,
                      const BitOrder& order = BitOrder::standard());

} // namespace callgate::ruleset
