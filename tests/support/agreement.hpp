// The engines that must agree: the policy read word for word, the rulings, and the
// program run by the interpreter. Tests and fuzzers share this body.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/compile.hpp"

namespace callgate::tests {

/// A question to a filter, but for the arguments.
struct Question {
  std::uint32_t token;
  std::uint32_t number;
};

/// Under every served token all numbers below 2048, those around every edge of an
/// interval and of an ABI's range, around 2^30, 2^31 and 2^32; under its neighbours and
/// the tokens of other ABIs a few of these.
std::vector<Question> telling_questions(const ruleset::Rulings& rulings);

/// Arguments that tell conditions apart: every end of a range that `decision` asks for and
/// every constant of the policy's conditions on that number, one more and one less, as they
/// are and sign-extended, with rubbish in the upper half and shifted down for split
/// arguments; each in every register that counts, beside others of them.
std::vector<ruleset::ArgumentRegisters> telling_arguments(const ruleset::Decision& decision,
                                                          const policy::Policy& policy,
                                                          arch::Abi abi, std::uint32_t number);

/// The first disagreement, in words that name the stage at fault; empty if there is
/// none. Adds the number of inputs asked to `asked`.
std::string disagreement(const pipeline::Compilation& compilation, std::uint64_t& asked);

} // namespace callgate::tests
