// The rulings' side of the proof: what the policy means, for every input at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagram/diagram.hpp"
#include "proof/call_number.hpp"
#include "ruleset/bit_order.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::proof {

/// Those inputs for which the rulings have certain decisions, and in which order the bits
/// of their arguments are asked.
struct Case {
  enum class Kind : std::uint8_t {
    these,         ///< the decisions listed
    all_but_these, ///< all others, and foreign tokens
  };

  Kind kind = Kind::all_but_these;
  std::vector<const ruleset::Decision*> decisions{}; ///< of the rulings
  ruleset::BitOrder order = ruleset::BitOrder::standard();
  std::optional<CallNumber> call{}; ///< one of these, to speak of
};

/// A part of the rulings whose diagram is too large.
struct Oversized {
  std::string part; ///< in words
  std::optional<CallNumber> call{};
};

Oversized oversized(const ruleset::Ruleset& ruleset, const ruleset::Interval& interval);

/// 1 for the inputs of the case. Asks for token and number alone.
diagram::Node domain_of(diagram::Diagrams& diagrams, const ruleset::Rulings& rulings,
                        const Case& in);

/// The value that a filter must return for the inputs of the case; 0 for all others. Bits
/// are those of ruleset/meaning.hpp; the rulings are total.
std::variant<diagram::Node, Oversized>
diagram_of(diagram::Diagrams& diagrams, const ruleset::Rulings& rulings, const Case& in = {});

} // namespace callgate::proof
