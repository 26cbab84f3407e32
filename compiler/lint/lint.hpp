// What is wrong with a policy that compiles: calls that undo the sandbox, ABIs and libraries
// under which it would kill the program, answers that libraries misread.
#pragma once

#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "diagnostic/diagnostic.hpp"
#include "lore/successors.hpp"
#include "pipeline/compile.hpp"

namespace callgate::lint {

struct Question {
  std::vector<arch::Abi> portable_to;         ///< ABIs that the policy should do on
  std::vector<lore::SoughtLibrary> libraries; ///< and the libraries, as of these releases
};

/// Judges the chosen capabilities together. What it finds goes by the names of checks().
void lint(const pipeline::Analysis& analysis, const Question& question,
          diagnostic::Diagnostics& diagnostics);

} // namespace callgate::lint
