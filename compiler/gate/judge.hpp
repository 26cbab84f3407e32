// From what runs did to what that says about the policy.
#pragma once

#include <string>
#include <vector>

#include "diagnostic/source.hpp"
#include "gate/baseline.hpp"
#include "gate/corpus.hpp"
#include "gate/entries.hpp"
#include "gate/result.hpp"

namespace callgate::gate {

/// A run of the corpus with what came of it.
struct DoneRun {
  const Run* run;
  std::vector<std::string> capabilities; ///< that were chosen, in the policy's order
  std::vector<Repetition> repetitions{};
};

/// What the runs are judged by.
struct Standard {
  const Corpus& corpus;
  const diagnostic::Source& source; ///< the policy's text
  const policy::Policy& policy;
  const Entries& entries;
  const Baseline* baseline = nullptr; ///< may be none
  bool is_strict = false;             ///< warnings fail
};

/// Everything but what filters cost.
Result judge(const Standard& standard, const std::vector<DoneRun>& runs);

/// What one run did.
RunResult result_of(const DoneRun& done);

/// What speaks against one run, in the order of what went wrong.
std::vector<Finding> findings_of(const DoneRun& done);

} // namespace callgate::gate
