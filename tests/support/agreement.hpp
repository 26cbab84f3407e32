// The engines that must agree: the policy read word for word, the rulings, and the
// program run by the interpreter. Tests and fuzzers share this body.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/compile.hpp"

namespace callgate::tests {

/// A question to a filter that decides by token and number.
struct Question {
  std::uint32_t token;
  std::uint32_t number;
};

/// Under every served token all numbers below 2048, those around every edge of an
/// interval and of an ABI's range, around 2^30, 2^31 and 2^32; under its neighbours and
/// the tokens of other ABIs a few of these.
std::vector<Question> telling_questions(const ruleset::Rulings& rulings);

/// The first disagreement, in words that name the stage at fault; empty if there is
/// none. Adds the number of inputs asked to `asked`.
std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked);

} // namespace callgate::tests
