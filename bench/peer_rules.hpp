// Rulings as rules that other libraries take: a number, and comparisons of whole arguments
// that must all hold, each argument once. Not everything can be said so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ruleset/rulings.hpp"

namespace callgate::bench {

struct Comparison {
  enum class Operator : std::uint8_t { equal, unequal, at_most, at_least, masked_equal };
  std::uint8_t slot;
  Operator test;
  std::uint64_t value;
  std::uint64_t mask; ///< of masked_equal
};

struct PeerRule {
  std::uint32_t number;
  bpf::Action action;
  std::vector<Comparison> comparisons;
};

struct PeerRules {
  bpf::Action otherwise;
  std::vector<PeerRule> rules;
  /// Numbers, or ranges of them, about which nothing could be said.
  std::size_t unsaid = 0;
};

/// The ruleset's rules. An order of a value narrower than its register becomes one of the whole
/// register, as users of such libraries write it: that differs where upper halves are dirty.
PeerRules peer_rules(const ruleset::Ruleset& ruleset);

} // namespace callgate::bench
