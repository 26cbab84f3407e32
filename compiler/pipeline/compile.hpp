// The whole way from text to proven filters.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "diagnostic/diagnostic.hpp"
#include "graph/objective.hpp"
#include "pipeline/build_sets.hpp"
#include "pipeline/select.hpp"
#include "policy/policy.hpp"
#include "proof/proof.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

/// A policy that was read, checked and resolved. `resolutions` point into `policy`. What
/// the filters are to be good at is settled as well.
struct Analysis {
  std::unique_ptr<const policy::Policy> policy;
  policy::Selection selection;
  std::vector<CapabilitySet> sets;              ///< as of Choice
  std::vector<ruleset::Resolution> resolutions; ///< of the selection
  graph::Objective objective;
};

struct Compilation {
  Analysis analysis;
  std::vector<proof::ProvenFilter> filters; ///< one a resolution, in their order
  std::vector<std::size_t> approximated{};  ///< likewise: searches that were no exact ones
};

/// The same policy under several sets of capabilities.
struct SetsCompilation {
  Analysis analysis;
  std::vector<BuiltSet> sets; ///< those of the analysis, in their order
};

/// The policy or a stage failed: the diagnostics say how.
struct Failed {};

enum class Strictness { lenient, strict }; ///< strict: warnings are errors

using AnalysisResult = std::variant<Analysis, BadRequest, Failed>;
using CompilationResult = std::variant<Compilation, BadRequest, Failed>;
using SetsResult = std::variant<SetsCompilation, BadRequest, Failed>;

/// text → Policy → Rulings, one a family.
AnalysisResult analyse(const diagnostic::Source& source, const Request& request,
                       Strictness strictness, diagnostic::Diagnostics& diagnostics);

/// text → Policy → Rulings → decision graph → layout → Program → ProvenFilter, one a
/// family, and then what the policy expects of them. All families or none.
CompilationResult compile(const diagnostic::Source& source, const Request& request,
                          Strictness strictness, diagnostic::Diagnostics& diagnostics);

/// The same for each of the sets that are requested, of a policy that is read and checked once.
/// All sets or none.
SetsResult compile_sets(const diagnostic::Source& source, const Request& request,
                        Strictness strictness, diagnostic::Diagnostics& diagnostics);

/// As `compile`, without asking what the policy expects: for looking at what it does, never for
/// what leaves callgate.
CompilationResult compile_to_look_at(const diagnostic::Source& source, const Request& request,
                                     Strictness strictness, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
