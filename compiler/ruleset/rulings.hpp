// What one filter must mean: a total decision for every number under every token.
#pragma once

#include <cstdint>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "ruleset/formula.hpp"

namespace callgate::ruleset {

/// Calls for which the formula holds get the action.
struct Clause {
  Formula when;
  bpf::Action action;

  bool operator==(const Clause&) const = default;
};

/// What calls of one number get: the action of the first clause that holds, else `otherwise`.
struct Decision {
  bpf::Action otherwise;
  std::vector<Clause> clauses{}; ///< most permissive first

  bool operator==(const Decision&) const = default;
};

/// Numbers `first` to `last`, both included, that share a decision.
struct Interval {
  std::uint32_t first;
  std::uint32_t last;
  Decision decision;

  bool operator==(const Interval&) const = default;
};

/// The policy resolved for one audit token: sorted intervals without a gap from 0 to
/// 2^32 - 1, neighbours with different decisions. "Not listed" is an ordinary decision.
struct Ruleset {
  std::uint32_t token;
  std::vector<arch::Abi> abis; ///< served under this token, in the order of arch::Abi
  std::vector<Interval> intervals;

  bool operator==(const Ruleset&) const = default;
};

/// A family's rulesets, in the order of their ABIs, and what a call through any other
/// token gets.
struct Rulings {
  arch::Family family;
  arch::ByteOrder byte_order;
  std::vector<Ruleset> rulesets;
  bpf::Action foreign;

  bool operator==(const Rulings&) const = default;
};

/// The decision for `number`, by binary search.
const Decision& decision_for(const Ruleset& ruleset, std::uint32_t number);

bpf::Action action_for(const Decision& decision, const ArgumentRegisters& arguments);

/// The action that a call gets: by the ruleset of its token, else `foreign`.
bpf::Action action_for(const Rulings& rulings, const bpf::CallData& call);

} // namespace callgate::ruleset
