// The rulings' side of the proof: what the policy means, for every input at once.
#pragma once

#include <string>
#include <variant>

#include "diagram/diagram.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::proof {

/// A part of the rulings whose diagram is too large, in words.
struct Oversized {
  std::string part;
};

/// The value that a filter must return. Bits are those of ruleset/meaning.hpp; the
/// rulings are total.
std::variant<diagram::Node, Oversized> diagram_of(diagram::Diagrams& diagrams,
                                                  const ruleset::Rulings& rulings);

} // namespace callgate::proof
