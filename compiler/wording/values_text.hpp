// Sets of values of one argument as tests of it: ranges, masks, lists, and what combines
// them where none of these does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "diagram/diagram.hpp"
#include "wording/constant_text.hpp"
#include "wording/phrase.hpp"

namespace callgate::wording {

/// An argument, or a register, as it is written.
struct Term {
  std::string text;
  Type type;
  bool is_pointer;
  ConstantText plain;  ///< constants beside the term
  ConstantText masked; ///< constants beside some of its bits, which are unsigned
};

/// Tests of `term` that hold for exactly the values in `set`, a function of bits of `slot`
/// that the term has, neither never nor always true. Nothing if the language has none.
std::optional<Phrase> values_text(diagram::Diagrams& diagrams, diagram::Node set, std::uint8_t slot,
                                  const Term& term);

} // namespace callgate::wording
