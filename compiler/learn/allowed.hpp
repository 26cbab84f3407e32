// From the values of a call's arguments that were seen to the set that is allowed, and to the
// condition that says it.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "diagram/diagram.hpp"
#include "learn/focus.hpp"
#include "records/tally.hpp"

namespace callgate::learn {

/// All calls whose registers have these values in the bits of `mask`.
diagram::Node cube(diagram::Diagrams& diagrams, const records::Registers& mask,
                   const records::Registers& values);

/// The set of calls of which these were seen, by what the focus looks at: bits of `asked`, too,
/// count together. With neither, all.
diagram::Node allowed_set(diagram::Diagrams& diagrams, const Focus& focus,
                          const records::Registers& asked,
                          std::span<const records::SeenArguments> seen);

/// The set as a condition. Nothing if it takes more words than belong in a line that people
/// are to read.
std::optional<std::string> condition_for(diagram::Diagrams& diagrams, diagram::Node set,
                                         arch::Abi abi, const arch::Call* call);

} // namespace callgate::learn
