// One condition judged for all the calls that it is for, by diagrams: what never holds,
// what always does, and which of its parts change nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagram/diagram.hpp"
#include "policy/policy.hpp"
#include "ruleset/bit_order.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// A call that a condition is for, and the other calls for which it means the same.
struct Instance {
  arch::Abi abi;
  std::uint32_t number;
  Formula formula;
  BitOrder order;             ///< of the diagrams
  std::set<arch::Abi> abis{}; ///< of all of them
  std::unique_ptr<diagram::Diagrams> diagrams = std::make_unique<diagram::Diagrams>();
};

/// Reports what is wrong with the condition, of the innermost parts alone: errors for what
/// never holds in any instance and for a whole that never holds on one of the `chosen` ABIs,
/// warnings for what changes nothing. Returns whether there was no error. Throws
/// diagram::TooLarge.
bool judge_condition(const policy::Condition& condition, std::vector<Instance> instances,
                     std::span<const arch::Abi> chosen, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
