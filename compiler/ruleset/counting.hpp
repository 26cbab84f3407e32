// Counts as written → a workload: names become numbers of each ABI.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "policy/policy.hpp"
#include "ruleset/workload.hpp"

namespace callgate::ruleset {

/// Two weights of one call, by their places in the list: an alias, or a name and its number.
struct CountedTwice {
  std::size_t first;
  std::size_t second;
  arch::Abi abi; ///< on which they are one
};

struct Counting {
  Workload workload;
  std::vector<CountedTwice> twice; ///< each pair once
};

/// What `weights` say of `abis`. A name counts on each that has it, a number under each of
/// their tokens, whether it is assigned or not; what is restricted to another ABI does not count.
Counting counted(std::span<const policy::Weight> weights, std::span<const arch::Abi> abis);

/// "\"read\"", "\"#257@i386\"".
std::string written(const policy::Weight& weight);

} // namespace callgate::ruleset
