#include "cli/policy_options.hpp"

#include <cstdlib>
#include <iostream>
#include <span>
#include <type_traits>
#include <unistd.h>
#include <utility>

#include "cli/choice_option.hpp"
#include "cli/counts_file.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/list_option.hpp"
#include "diagnostic/render.hpp"
#include "policy/groups.hpp"

namespace callgate::cli {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;

void note_skipped(const pipeline::Analysis& analysis, const Source& source,
                  Diagnostics& diagnostics) {
  for (const ruleset::Resolution& resolution : analysis.resolutions) {
    for (const ruleset::SkippedEntry& skipped : resolution.skipped) {
      // Groups are written for all ABIs; what one lacks of them is no news.
      if (skipped.rule->group) continue;
      const diagnostic::Span span = skipped.rule->entry.span;
      diagnostics.note("skipped", span,
                       std::string(source.text().substr(span.begin, span.end - span.begin)) +
                           " does not exist on " + std::string(arch::facts(skipped.abi).name) +
                           ": skipped there");
    }
  }
}

void note_approximated(std::span<const proof::ProvenFilter> filters,
                       std::span<const std::size_t> approximated, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const std::size_t count = approximated[i];
    if (count == 0) continue;
    diagnostics.note(
        "approximated", std::nullopt,
        "the filter for " + std::string(arch::family_name(filters[i].rulings().family)) + ": " +
            std::to_string(count) + (count == 1 ? " search or call" : " searches or calls") +
            " too large for the exact method: searches were cut beforehand, "
            "conditions taken as they are written");
  }
}

void note_all(const pipeline::Analysis& analysis, const Source& source, Diagnostics& diagnostics) {
  note_skipped(analysis, source, diagnostics);
}
void note_all(const pipeline::Compilation& compilation, const Source& source,
              Diagnostics& diagnostics) {
  note_skipped(compilation.analysis, source, diagnostics);
  note_approximated(compilation.filters, compilation.approximated, diagnostics);
}
void note_all(const pipeline::SetsCompilation& compilation, const Source& source,
              Diagnostics& diagnostics) {
  note_skipped(compilation.analysis, source, diagnostics);
  for (const pipeline::BuiltSet& set : compilation.sets)
    note_approximated(set.built->filters, set.built->approximated, diagnostics);
}

struct Preference {
  const char* name;
  graph::Prefer prefer;
};

constexpr Preference preferences[] = {{"size", graph::Prefer::size},
                                      {"balanced", graph::Prefer::balanced},
                                      {"speed", graph::Prefer::speed}};

/// The request with its planning, for which a file may have to be read; else, after a
/// complaint, the exit status.
std::variant<pipeline::Request, int> request_of(const PolicyOptions& options) {
  const PlanningOptions& asked = options.planning;
  pipeline::Request request = options.request;
  for (const Preference& preference : preferences) {
    if (asked.prefer == preference.name) request.planning.prefer = preference.prefer;
  }
  request.planning.target_kernel = arch::parse_release(asked.target_kernel);
  if (!asked.counts) return request;
  if (*asked.counts == "-" && options.path == "-") {
    complain("standard input cannot be both the policy and --weights");
    return int{exit_usage};
  }
  request.planning.counts = read_counts(*asked.counts);
  if (!request.planning.counts) return int{exit_failed};
  return request;
}

/// Runs `stage` on the policy and reports whatever was found.
template <typename Result, typename Stage>
Outcome<Result> with_text(const PolicyOptions& options, std::string text, Stage stage) {
  const auto request = request_of(options);
  if (const int* status = std::get_if<int>(&request)) return *status;
  Source source(source_name(options.path), std::move(text));
  Diagnostics diagnostics;
  auto result =
      stage(source, std::get<pipeline::Request>(request), options.strictness, diagnostics);
  const auto* bad = std::get_if<pipeline::BadRequest>(&result);
  auto* good = std::get_if<Result>(&result);
  const bool json = options.diagnostics == "json";
  if (bad != nullptr && json) diagnostics.error("bad-request", std::nullopt, bad->message);
  if (good != nullptr && options.verbose) note_all(*good, source, diagnostics);
  report(options, source, diagnostics);
  if (bad != nullptr && !json) complain(bad->message);
  if (bad != nullptr) return int{exit_usage};
  if (good == nullptr) return int{exit_failed};
  return Loaded<Result>{std::move(source), std::move(*good)};
}

template <typename Result, typename Stage>
Outcome<Result> with_policy(const PolicyOptions& options, Stage stage) {
  auto text = read_input(options.path);
  if (!text) return int{exit_failed};
  return with_text<Result>(options, *std::move(text), stage);
}

} // namespace

void add_policy_options(CLI::App& command, PolicyOptions& options, AbiChoice abis) {
  command.add_option("POLICY", options.path, "policy file; - reads standard input")->required();
  add_selection_options(command, options, abis);
}

void add_selection_options(CLI::App& command, PolicyOptions& options, AbiChoice abis) {
  if (abis == AbiChoice::offered)
    add_list_option(command, "--abi", options.request.abis,
                    "ABIs to compile for, separated by commas (else those of the policy, else "
                    "this machine's)",
                    "ABI[,ABI]");
  add_list_option(command, "--cap", options.request.capabilities,
                  "capabilities to include, separated by commas; or all, or none (the default)",
                  "NAME[,NAME]");
  command.add_flag_callback(
      "--strict", [&options] { options.strictness = pipeline::Strictness::strict; },
      "treat warnings as errors");
  add_choice_option(command, "--diagnostics", options.diagnostics, {"text", "json"},
                    "form of messages about the policy (default: text)");
  command.add_flag("--verbose", options.verbose,
                   "also name entries that an ABI lacks, and what of a plan is not exact");
}

void add_planning_options(CLI::App& command, PolicyOptions& options) {
  std::vector<std::string> names;
  names.reserve(std::size(preferences));
  for (const Preference& preference : preferences)
    names.emplace_back(preference.name);
  add_choice_option(command, "--prefer", options.planning.prefer, names,
                    "what filters should be good at (default: balanced)");
  command
      .add_option("--target-kernel", options.planning.target_kernel,
                  "kernel that filters are for; before 5.11 each call runs them (default: a later "
                  "one)")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return arch::parse_release(text) ? std::string{}
                                             : text + " is no kernel release: write 5.10";
          },
          ""))
      ->type_name("RELEASE");
  command
      .add_option("--weights", options.planning.counts,
                  "JSON file of how often each call is made, for which filters should be fast "
                  "(else the policy's own weights); - reads standard input")
      ->type_name("FILE");
}

bool suit_filters(const PolicyOptions& options, PlanningOfFilters planning) {
  const PlanningOptions& asked = options.planning;
  const bool is_unused = planning == PlanningOfFilters::unused;
  std::vector<std::string> names;
  if (!options.request.capabilities.empty()) names.emplace_back("--cap");
  if (!asked.prefer.empty()) names.emplace_back("--prefer");
  if (is_unused && !asked.target_kernel.empty()) names.emplace_back("--target-kernel");
  if (is_unused && asked.counts) names.emplace_back("--weights");
  if (names.empty()) return true;
  std::string text = "filters are as they are: ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  complain(text + (names.size() == 1 ? " is" : " are") + " for policies");
  return false;
}

Outcome<pipeline::Analysis> analyse_policy(const PolicyOptions& options) {
  return with_policy<pipeline::Analysis>(options, pipeline::analyse);
}

Outcome<pipeline::Compilation> compile_policy(const PolicyOptions& options) {
  return with_policy<pipeline::Compilation>(options, pipeline::compile);
}

Outcome<pipeline::SetsCompilation> compile_policy_sets(const PolicyOptions& options) {
  return with_policy<pipeline::SetsCompilation>(options, pipeline::compile_sets);
}

void report(const PolicyOptions& options, const Source& source, const Diagnostics& diagnostics) {
  if (options.diagnostics == "json") {
    std::cerr << diagnostic::render_json(source, diagnostics);
    return;
  }
  const bool colour = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  std::cerr << diagnostic::render_text(
      source, diagnostics, colour ? diagnostic::Colour::always : diagnostic::Colour::never);
}

Outcome<pipeline::Compilation> look_at_policy(const PolicyOptions& options, std::string text) {
  return with_text<pipeline::Compilation>(options, std::move(text), pipeline::compile_to_look_at);
}

std::string capability_list(const policy::Selection& selection) {
  std::string text;
  for (const std::string& name : selection.capabilities)
    text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

std::string groups_note(const pipeline::Analysis& analysis) {
  const auto through = policy::builtin_groups_through(*analysis.policy, analysis.selection);
  return through ? "built-in groups as of Linux " + arch::to_string(*through) : "";
}

} // namespace callgate::cli
