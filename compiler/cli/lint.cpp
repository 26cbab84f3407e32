// callgate lint: what is wrong with a policy that compiles.
#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <memory>
#include <sstream>
#include <unistd.h>
#include <utility>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/list_option.hpp"
#include "cli/output_option.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/render.hpp"
#include "lint/checks.hpp"
#include "lint/lint.hpp"
#include "policy/parse.hpp"

namespace callgate::cli {

namespace {

using diagnostic::Diagnostics;
using diagnostic::Severity;
using diagnostic::Source;

struct Options {
  std::string path;
  std::vector<std::string> abis;
  std::vector<std::string> capabilities;
  std::vector<std::string> libraries;
  std::string format = "text";
  std::string output = "-";
  bool lists_checks = false;
};

std::string_view name_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "note";
}

int list_checks(const Options& options) {
  std::ostringstream out;
  for (const lint::Check& check : lint::checks()) {
    out << std::left << std::setw(20) << check.name << ' ' << std::setw(8)
        << name_of(check.severity) << ' ' << check.reason << "\n"
        << std::string(30, ' ') << "fix: " << check.fix << "\n";
  }
  return write_output(options.output, out.str()) ? exit_good : exit_failed;
}

/// Nothing after a complaint.
std::optional<lint::Question> question_of(const Options& options) {
  lint::Question question;
  for (const std::string& name : options.abis) {
    const auto abi = find_abi(name);
    if (!abi) return std::nullopt;
    question.portable_to.push_back(*abi);
  }
  for (const std::string& text : options.libraries) {
    const auto library = lore::parse_library(text);
    if (!library) {
      complain(diagnostic::quoted(text) +
               " is no release of a library: write glibc:2.42, musl:1.2.5, openssl:1.1.1d or "
               "fakeroot:1.0");
      return std::nullopt;
    }
    question.libraries.push_back(*library);
  }
  return question;
}

/// All capabilities together, unless some were chosen; the ABIs of the policy or, where it
/// names none, those asked for.
pipeline::Request request_of(const Options& options, const Source& source) {
  pipeline::Request request;
  request.capabilities = options.capabilities;
  if (request.capabilities.empty()) request.capabilities.emplace_back("all");
  Diagnostics ignored;
  if (!policy::parse(source, ignored).abis) request.abis = options.abis;
  return request;
}

int lint_policy(const Options& options) {
  if (options.lists_checks) return list_checks(options);
  if (options.path.empty()) {
    complain("POLICY is required\nTry 'callgate lint --help'.");
    return exit_usage;
  }
  auto question = question_of(options);
  if (!question) return exit_usage;
  auto text = read_input(options.path);
  if (!text) return exit_failed;
  const Source source(source_name(options.path), *std::move(text));
  Diagnostics diagnostics;
  const auto analysed = pipeline::analyse(source, request_of(options, source),
                                          pipeline::Strictness::lenient, diagnostics);
  if (const auto* bad = std::get_if<pipeline::BadRequest>(&analysed)) {
    complain(bad->message);
    return exit_usage;
  }
  if (const auto* analysis = std::get_if<pipeline::Analysis>(&analysed)) {
    if (question->portable_to.empty()) question->portable_to = analysis->selection.abis;
    lint::lint(*analysis, *question, diagnostics);
  }
  const bool colour =
      options.output == "-" && ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  const std::string report = options.format == "json"
                                 ? diagnostic::render_json(source, diagnostics)
                                 : diagnostic::render_text(source, diagnostics,
                                                           colour ? diagnostic::Colour::always
                                                                  : diagnostic::Colour::never);
  if (!write_output(options.output, report)) return exit_failed;
  const auto found = diagnostics.sorted();
  const bool is_clean =
      std::ranges::all_of(found, [](const auto& each) { return each.severity == Severity::note; });
  return is_clean ? exit_good : exit_failed;
}

} // namespace

void add_lint(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "lint",
      "find what is wrong with a policy that compiles\n\n"
      "Reports allowed calls that undo the sandbox or open the kernel, what other ABIs and other\n"
      "releases of C libraries call, answers that libraries misread, and calls that programs\n"
      "need without anybody noticing. Conditions count: what excludes the dangerous arguments\n"
      "is silent. A policy says what it means: [lint] accept = [\"exec-memory(mprotect)\"].");
  const auto options = std::make_shared<Options>();
  command->add_option("POLICY", options->path, "policy file; - reads standard input");
  add_list_option(*command, "--abi", options->abis,
                  "ABIs that the policy should do on, separated by commas (else its own, else "
                  "this machine's)",
                  "ABI[,ABI]");
  add_list_option(*command, "--cap", options->capabilities,
                  "capabilities to judge, together, separated by commas; or all (the default), or "
                  "none",
                  "NAME[,NAME]");
  add_list_option(*command, "--libc", options->libraries,
                  "libraries that the program may meet, with their releases: what they call up to "
                  "then must be allowed or answered",
                  "LIBRARY:RELEASE[,LIBRARY:RELEASE]");
  add_choice_option(*command, "--format", options->format, {"text", "json"},
                    "form of the report (default: text)");
  command->add_flag("--list", options->lists_checks, "list the checks instead, with reasons");
  add_output_option(*command, options->output);
  command->footer(
      "Exit status:\n"
      "  0  nothing was found, or notes alone\n"
      "  1  something was found, or the policy does not compile\n"
      "  2  the command line is wrong\n"
      "\nExamples:\n"
      "  callgate lint render.toml\n"
      "  callgate lint render.toml --abi x86_64,aarch64,arm --libc glibc:2.42,musl:1.2.5\n"
      "  callgate lint render.toml --format json -o findings.json\n"
      "  callgate lint --list\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return lint_policy(*options); }; });
}

} // namespace callgate::cli
