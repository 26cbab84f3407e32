// Calls that tell filters apart which differ only a little: the rulings and the policy's own
// words nominate them. Every test that compares engines, and the fuzzers, ask these.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "policy/policy.hpp"
#include "ruleset/rulings.hpp"

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

/// Calls of every number that has a condition, in the policy or in the rulings, and of
/// numbers beside it, with arguments that the conditions nominate: every end of a range that
/// the ruleset tests, and every constant that the policy's text compares with, itself, the
/// values beside it, and those one away in the upper word; in their register or pair of
/// registers, above their bits zeros, ones, the copied sign, and dirt; each beside other
/// arguments chosen likewise at random, `rounds` times.
std::vector<bpf::CallData> telling_arguments(const ruleset::Rulings& rulings,
                                             const policy::Policy& policy, std::size_t rounds,
                                             std::mt19937_64& random);

/// One of `calls`, which are some, with a little of it changed at random: a bit, a word, or an
/// argument that becomes another call's.
bpf::CallData near_one_of(std::span<const bpf::CallData> calls, std::mt19937_64& random);

} // namespace callgate::tests
