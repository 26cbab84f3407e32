// Policy → Rulings: every name becomes a number, every number gets a decision.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/selection.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::ruleset {

/// A rule that can decide listed calls of one ABI.
struct ResolvedCall {
  arch::Abi abi;
  arch::NumberRange numbers; ///< of a rule about many, those that it decides alone
  std::string_view name;     ///< the tables' own name; empty for several or unassigned numbers
  bpf::Action action;
  const policy::Table* table;
  const policy::Rule* rule;
};

/// An entry whose name an ABI lacks.
struct SkippedEntry {
  arch::Abi abi;
  const policy::Rule* rule;
};

/// A family's share of a policy. Points into the policy it was resolved from.
struct Resolution {
  Rulings rulings;
  std::vector<ResolvedCall> calls;   ///< by ABI, number, then most permissive first
  std::vector<SkippedEntry> skipped; ///< by ABI, then as in the text
};

/// One resolution a family of the selection's ABIs, in the order of arch::Family. The
/// policy must have passed `check` for those ABIs.
std::vector<Resolution> resolve(const policy::Policy& policy, const policy::Selection& selection);

} // namespace callgate::ruleset
