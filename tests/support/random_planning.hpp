// What a plan could be asked to be good at, at random: no filter's meaning may depend on it.
#pragma once

#include <random>
#include <span>

#include "pipeline/select.hpp"

namespace callgate::tests {

/// With counts of calls of `abis` and of numbers near them, or without any.
pipeline::Planning random_planning(std::mt19937& random, std::span<const arch::Abi> abis);

} // namespace callgate::tests
