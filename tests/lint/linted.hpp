// A policy through lint.
#pragma once

#include <string>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "diagnostic/source.hpp"
#include "lint/lint.hpp"

namespace linted {

struct Asked {
  std::vector<std::string> abis{}; ///< empty: those of the policy, else x86_64
  std::vector<std::string> capabilities{"all"};
  callgate::lint::Question question{};
};

/// What was found, by place; mistakes of the policy too.
std::vector<callgate::diagnostic::Diagnostic> findings(const callgate::diagnostic::Source& source,
                                                       Asked asked);

/// The names of the checks that found something, sorted, each once.
std::vector<std::string> checks(const std::string& policy, Asked asked = {});

} // namespace linted
