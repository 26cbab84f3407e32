// Conditions made at random, of everything that the language has.
#pragma once

#include <random>
#include <string>

#include "arch/calls.hpp"

namespace callgate::tests {

/// Text of a condition on that call, with its parentheses. It has no error on `abi`, but
/// some never hold.
std::string random_condition(std::mt19937& random, arch::Abi abi, const arch::Call& call);

} // namespace callgate::tests
