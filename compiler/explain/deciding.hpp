// Which arguments of a call a condition may rest on: flags and members of small sets, whose
// values tell what the call does. Never addresses, sizes or descriptors.
#pragma once

#include <cstdint>
#include <vector>

#include "arch/arguments.hpp"
#include "explain/subject.hpp"

namespace callgate::explain {

struct Deciding {
  arch::Argument argument; ///< in registers that filters see
  std::uint64_t mask;      ///< the bits of it that tell
};

/// In the call's order; none for a call that has no such arguments.
std::vector<Deciding> deciding_arguments(const Subject& subject);

} // namespace callgate::explain
