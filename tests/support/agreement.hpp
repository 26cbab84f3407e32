// The engines that must agree: the policy read word for word, the rulings, and the
// program run by the interpreter. Tests and fuzzers share this body.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/compile.hpp"

namespace callgate::tests {

/// The first disagreement, in words that name the stage at fault; empty if there is
/// none. Adds the number of inputs asked to `asked`.
std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked);

} // namespace callgate::tests
