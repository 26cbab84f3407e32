// A 32-bit word of the machine as 32 diagrams, one a bit: for every input the word that
// a register or a scratch word then holds. A constant has leaves alone, a word of
// seccomp_data asks for one bit in each; arithmetic on words is arithmetic on diagrams,
// done as on paper, from the lowest bit up.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "diagram/diagram.hpp"

namespace callgate::proof {

/// Bit 0 is the lowest. Each is 0 or 1.
using Word = std::array<diagram::Node, 32>;

Word constant(diagram::Diagrams& diagrams, std::uint32_t value);

/// The word's value, if no input changes it.
std::optional<std::uint32_t> constant_value(const diagram::Diagrams& diagrams, const Word& word);

Word bits_of_both(diagram::Diagrams& diagrams, const Word& a, const Word& b);
Word bits_of_either(diagram::Diagrams& diagrams, const Word& a, const Word& b);
Word bits_of_one(diagram::Diagrams& diagrams, const Word& a, const Word& b); ///< exclusive or

/// Modulo 2^32.
Word sum(diagram::Diagrams& diagrams, const Word& a, const Word& b);
Word difference(diagram::Diagrams& diagrams, const Word& a, const Word& b);

/// `places` is below 32.
Word shifted_left(diagram::Diagrams& diagrams, const Word& word, std::uint32_t places);
Word shifted_right(diagram::Diagrams& diagrams, const Word& word, std::uint32_t places);

diagram::Node equal(diagram::Diagrams& diagrams, const Word& a, const Word& b);
diagram::Node greater(diagram::Diagrams& diagrams, const Word& a, const Word& b);
diagram::Node greater_or_equal(diagram::Diagrams& diagrams, const Word& a, const Word& b);
diagram::Node share_a_bit(diagram::Diagrams& diagrams, const Word& a, const Word& b);

} // namespace callgate::proof
