// The options that every command on a policy has, and the way from them to a result.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "pipeline/compile.hpp"

namespace callgate::cli {

/// What was said of the filters' plan; empty where nothing was.
struct PlanningOptions {
  std::string prefer;
  std::string target_kernel;
  std::optional<std::string> counts; ///< path of a file of counts
};

struct PolicyOptions {
  std::string path;
  pipeline::Request request;
  PlanningOptions planning{}; ///< goes into the request when the policy is compiled
  pipeline::Strictness strictness = pipeline::Strictness::lenient;
  std::string diagnostics = "text";
  bool verbose = false;
};

/// Whether a command lets the user choose ABIs, or serves the machine it runs on.
enum class AbiChoice { offered, native };

void add_policy_options(CLI::App& command, PolicyOptions& options, AbiChoice abis);

/// The same without the policy itself, for commands that also take something else.
void add_selection_options(CLI::App& command, PolicyOptions& options, AbiChoice abis);

/// What filters are to be good at, for commands that build some to keep, to run or to look at.
void add_planning_options(CLI::App& command, PolicyOptions& options);

/// Whether filters that are there already have a use for the planning options but --prefer.
enum class PlanningOfFilters {
  unused,
  counted, ///< they say what runs the filters
};

/// Whether none of the options is for policies only, where there is none. Else complains.
bool suit_filters(const PolicyOptions& options, PlanningOfFilters planning);

/// A result and the text that it points into.
template <typename Result>
struct Loaded {
  diagnostic::Source source;
  Result result;
};

/// A result, or the exit status after everything was reported on standard error.
template <typename Result>
using Outcome = std::variant<Loaded<Result>, int>;

Outcome<pipeline::Analysis> analyse_policy(const PolicyOptions& options);
Outcome<pipeline::Compilation> compile_policy(const PolicyOptions& options);
Outcome<pipeline::SetsCompilation> compile_policy_sets(const PolicyOptions& options);

/// The same of a policy that was read already, from `options.path`, and only to look at:
/// what it expects is not asked.
Outcome<pipeline::Compilation> look_at_policy(const PolicyOptions& options, std::string text);

/// Writes diagnostics to standard error in the form that was asked for.
void report(const PolicyOptions& options, const diagnostic::Source& source,
            const diagnostic::Diagnostics& diagnostics);

/// "NET, SSRF", or "none".
std::string capability_list(const policy::Selection& selection);

/// "built-in groups as of Linux 6.1"; empty where the chosen tables use none.
std::string groups_note(const pipeline::Analysis& analysis);

} // namespace callgate::cli
