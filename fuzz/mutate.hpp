// Mutations that know what inputs are made of. Flipped bytes alone seldom spell a
// second call's name or a whole instruction, so half of the changes work on words.
#pragma once

#include <random>
#include <string>

namespace callgate::fuzz {

using Random = std::mt19937_64;

/// Changes an input a little; the same for the same state of `random`.
using Mutation = std::string (*)(std::string input, Random& random);

/// For policies: words become other words of the language, lines move.
std::string mutate_policy(std::string input, Random& random);

/// For conditions: operators, numbers, arguments and constants.
std::string mutate_expression(std::string input, Random& random);

/// For logs of strace and the audit system: brackets, quotes, fields, lines.
std::string mutate_log(std::string input, Random& random);

/// For raw filters: instructions appear, vanish and change by field.
std::string mutate_filter(std::string input, Random& random);

} // namespace callgate::fuzz
