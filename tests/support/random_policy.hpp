// Policies made at random, of everything that the language has.
#pragma once

#include <random>
#include <span>
#include <string>

#include "arch/abi.hpp"

namespace callgate::tests {

/// TOML text serving `abis`. Most results compile; a few hold conflicts, which the
/// compiler must refuse.
std::string random_policy(std::mt19937& random, std::span<const arch::Abi> abis);

} // namespace callgate::tests
