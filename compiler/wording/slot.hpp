// Functions of one argument register taken apart: which bits they look at, which runs of
// values hold, which bits every value has alike.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diagram/diagram.hpp"
#include "ruleset/formula.hpp"

namespace callgate::wording {

/// A bit of an argument register; 0 is the lowest of its slot.
struct Place {
  std::uint8_t slot;
  std::uint8_t bit;
};

/// Nothing for bits that stand before the arguments.
std::optional<Place> place_of(diagram::Bit bit);

/// The slot of the first question; 6 if there is none.
std::uint8_t first_slot(const diagram::Diagrams& diagrams, diagram::Node node);

/// The bits of `slot` that the function depends on.
std::uint64_t support(const diagram::Diagrams& diagrams, diagram::Node node, std::uint8_t slot);

/// Some bits of a slot and what they are.
struct Bits {
  std::uint64_t mask;
  std::uint64_t value;
};

/// The bits that have the same value wherever `node`, a function of one slot that holds
/// somewhere, holds.
Bits common_bits(const diagram::Diagrams& diagrams, diagram::Node node);

/// What `node`, a function of that slot, is where these bits are known.
diagram::Node given(diagram::Diagrams& diagrams, diagram::Node node, std::uint8_t slot,
                    const Bits& known);

/// The values, of those with no other bits than `mask`, for which `node` holds, which is a
/// function of these bits of a slot: runs in the order of the values, neighbours joined;
/// with `is_signed` those with the highest bit of the mask come first. Nothing beyond
/// `most` runs.
std::optional<std::vector<ruleset::Range>> runs_of(const diagram::Diagrams& diagrams,
                                                   diagram::Node node, std::uint64_t mask,
                                                   bool is_signed, std::size_t most);

/// Values with some bits in common, such that `node`, a function of one slot, holds for
/// all values that are in one of them and no others. Nothing beyond `most`.
std::optional<std::vector<Bits>> cubes_of(diagram::Diagrams& diagrams, diagram::Node node,
                                          std::size_t most);

} // namespace callgate::wording
