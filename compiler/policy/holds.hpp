// Conditions read word for word: straight from what was written, with integers that have
// no width, in the type that the ABI's own declaration gives each argument.
#pragma once

#include <array>
#include <cstdint>

#include "arch/calls.hpp"
#include "policy/condition.hpp"

namespace callgate::policy {

/// The call that a condition is about, as one ABI sees it.
struct Occasion {
  arch::Abi abi;
  const arch::Call* call; ///< null for a number that is assigned to none
  std::array<std::uint64_t, 6> registers;
};

/// Whether the condition holds. It must be free of errors on that ABI.
bool holds(const Condition& condition, const Occasion& occasion);

} // namespace callgate::policy
