#include "cli/policy_options.hpp"

#include <cstdlib>
#include <iostream>
#include <type_traits>
#include <unistd.h>
#include <utility>

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

const pipeline::Analysis& analysis_of(const pipeline::Analysis& analysis) {
  return analysis;
}
const pipeline::Analysis& analysis_of(const pipeline::Compilation& compilation) {
  return compilation.analysis;
}

/// Runs `stage` on the policy and reports whatever was found.
template <typename Result, typename Stage>
Outcome<Result> with_text(const PolicyOptions& options, std::string text, Stage stage) {
  Source source(display_name(options.path), std::move(text));
  Diagnostics diagnostics;
  auto result = stage(source, options.request, options.strictness, diagnostics);
  const auto* bad = std::get_if<pipeline::BadRequest>(&result);
  auto* good = std::get_if<Result>(&result);
  const bool json = options.diagnostics == "json";
  if (bad != nullptr && json) diagnostics.error("bad-request", std::nullopt, bad->message);
  if (good != nullptr && options.verbose) note_skipped(analysis_of(*good), source, diagnostics);
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
  command.add_option("--diagnostics", options.diagnostics, "form of messages about the policy")
      ->check(CLI::IsMember({"text", "json"}).description(""))
      ->type_name("text|json");
  command.add_flag("--verbose", options.verbose, "also name entries that an ABI lacks");
}

Outcome<pipeline::Analysis> analyse_policy(const PolicyOptions& options) {
  return with_policy<pipeline::Analysis>(options, pipeline::analyse);
}

Outcome<pipeline::Compilation> compile_policy(const PolicyOptions& options) {
  return with_policy<pipeline::Compilation>(options, pipeline::compile);
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
