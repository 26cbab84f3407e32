// What the policy says of a call, and where it says so.
#pragma once

#include <vector>

#include "diagnostic/source.hpp"
#include "explain/failing.hpp"
#include "explain/report.hpp"
#include "explain/subject.hpp"
#include "pipeline/compile.hpp"

namespace callgate::explain {

/// An entry of an active table that lists the call, and the parts of its condition that fail.
struct Listing {
  const policy::Table* table;
  const policy::Rule* rule;
  std::vector<Failing> failing;
};

/// Those that would let the call run if their conditions held, in the order of the text.
std::vector<Listing> listings(const pipeline::Analysis& analysis, const Subject& subject,
                              const diagnostic::Source& source);

Verdict verdict_of(const pipeline::Compilation& compilation, const Subject& subject,
                   const diagnostic::Source& source);

/// Whether some call that gets it is made after all.
inline bool lets_run(bpf::Action action) {
  return !bpf::facts(action.kind).stops;
}

/// What foreign tokens get.
bpf::Action foreign_action(const pipeline::Analysis& analysis);

} // namespace callgate::explain
