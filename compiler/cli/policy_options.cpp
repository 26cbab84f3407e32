#include "cli/policy_options.hpp"

#include <cstdlib>
#include <iostream>
#include <type_traits>
#include <unistd.h>
#include <utility>

#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "diagnostic/render.hpp"

namespace callgate::cli {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Source;

void report(const PolicyOptions& options, const Source& source, const Diagnostics& diagnostics) {
  if (options.diagnostics == "json") {
    std::cerr << diagnostic::render_json(source, diagnostics);
    return;
  }
  const bool colour = ::isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  std::cerr << diagnostic::render_text(
      source, diagnostics, colour ? diagnostic::Colour::always : diagnostic::Colour::never);
}

void report_skipped(const pipeline::Analysis& analysis, const Source& source) {
  for (const ruleset::Resolution& resolution : analysis.resolutions) {
    for (const ruleset::SkippedEntry& skipped : resolution.skipped) {
      const auto& entry = skipped.rule->entry;
      const diagnostic::Position at = source.position(entry.span.begin);
      std::cerr << source.name() << ":" << at.line << ":" << at.column << ": note: "
                << source.text().substr(entry.span.begin, entry.span.end - entry.span.begin)
                << " does not exist on " << arch::facts(skipped.abi).name << ": skipped there\n";
    }
  }
}

const pipeline::Analysis& analysis_of(const pipeline::Analysis& analysis) {
  return analysis;
}
const pipeline::Analysis& analysis_of(const pipeline::Compilation& compilation) {
  return compilation.analysis;
}

/// Reads the policy, runs `stage` on it, and reports whatever was found.
template <typename Result, typename Stage>
Outcome<Result> with_policy(const PolicyOptions& options, Stage stage) {
  auto text = read_input(options.path);
  if (!text) return int{exit_failed};
  Source source(display_name(options.path), *std::move(text));
  Diagnostics diagnostics;
  auto result = stage(source, options.request, options.strictness, diagnostics);
  report(options, source, diagnostics);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&result)) {
    complain(bad->message);
    return int{exit_usage};
  }
  if (std::holds_alternative<pipeline::Failed>(result)) return int{exit_failed};
  auto& good = std::get<Result>(result);
  if (options.verbose) report_skipped(analysis_of(good), source);
  return Loaded<Result>{std::move(source), std::move(good)};
}

} // namespace

void add_policy_options(CLI::App& command, PolicyOptions& options, AbiChoice abis) {
  command.add_option("POLICY", options.path, "policy file; - reads standard input")->required();
  if (abis == AbiChoice::offered)
    command
        .add_option("--abi", options.request.abis,
                    "ABIs to compile for, separated by commas (else those of the policy, else "
                    "this machine's)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("ABI[,ABI]");
  command
      .add_option("--cap", options.request.capabilities,
                  "capabilities to include, separated by commas; or all, or none (the default)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME[,NAME]");
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

std::string capability_list(const policy::Selection& selection) {
  std::string text;
  for (const std::string& name : selection.capabilities)
    text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

} // namespace callgate::cli
