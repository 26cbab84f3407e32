#include "cli/app.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arch/calls.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/help.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::cli {

namespace {

std::string version() {
  std::string text = "callgate " CALLGATE_VERSION "\n";
  for (const arch::Provenance& source : arch::provenance())
    text += "tables from " + std::string(source.package) + " " + std::string(source.version) + "\n";
  return text;
}

constexpr const char* description =
    "a compiler for system-call allowlists\n\n"
    "A policy says in TOML which system calls a program may make (callgate-policy(5)).\n"
    "callgate turns it into a small and fast seccomp filter, proves that the filter decides\n"
    "every call and every value of its arguments as the policy does, and runs a program under\n"
    "it or hands the filter out for others to load (callgate-runtime(3)).";

void describe(CLI::App& app) {
  app.formatter(std::make_shared<HelpFormatter>());
  app.set_help_flag("-h,--help", "show this help");
  app.set_version_flag("--version", version(), "show the version and where the tables come from");
  app.require_subcommand(1);
  app.footer("Examples:\n"
             "  callgate run render.toml -- ./render scene.txt\n"
             "  callgate compile render.toml --emit c -o render_filter.h\n"
             "  callgate eval render.toml --call 'openat(AT_FDCWD, 0, O_RDWR)'\n"
             "\nExit status:\n"
             "  0  all is well\n"
             "  1  the input is at fault, or could not be read; messages say where and why\n"
             "  2  the command line is wrong\n"
             "\nEnvironment:\n"
             "  NO_COLOR  if set, messages about policies have no colours, even on a terminal\n");
}

/// CLI11 has statuses of its own; every usage error is 2 here.
int report(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? exit_good : exit_usage;
}

/// What CLI11 would take in a way that nobody means: a word that is no subcommand, and an
/// option with an empty value behind "=", which would swallow the next word.
std::optional<std::string> misread(const CLI::App& app, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word.starts_with("--") && word.ends_with('='))
      return "the option " + word.substr(0, word.size() - 1) + " has an empty value";
  }
  if (words.empty() || words.front().starts_with('-')) return std::nullopt;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr))
    names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), words.front()) != names.end()) return std::nullopt;
  const std::vector<std::string_view> known(names.begin(), names.end());
  return "unknown subcommand " + diagnostic::quoted(words.front()) + ": " +
         diagnostic::did_you_mean_or_choose(words.front(), known);
}

} // namespace

int run_app(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + std::max(argc, 1));
  const bool takes_command =
      !words.empty() && (words.front() == "run" || words.front() == "observe");
  const auto separator = takes_command ? std::find(words.begin(), words.end(), "--") : words.end();
  Invocation invocation;
  if (separator != words.end()) invocation.command.emplace(separator + 1, words.end());

  CLI::App app(description, "callgate");
  describe(app);
  app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
    const auto chosen = failed->get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    return "callgate: " + diagnostic::printable(error.what()) + "\nTry 'callgate" + command +
           " --help'.\n";
  });
  add_compile(app, invocation);
  add_expand(app, invocation);
  add_run(app, invocation);
  add_observe(app, invocation);
  add_diff(app, invocation);
  add_disasm(app, invocation);
  add_eval(app, invocation);
  add_explain(app, invocation);
  add_cost(app, invocation);
  add_lint(app, invocation);
  add_bench(app, invocation);
  add_check(app, invocation);
  add_calls(app, invocation);
  add_completion(app, invocation);
  add_manual(app, invocation);

  std::vector<std::string> own(words.begin(), separator);
  if (const auto fault = misread(app, own)) {
    complain(*fault + "\nTry 'callgate --help'.");
    return exit_usage;
  }
  std::reverse(own.begin(), own.end()); // CLI11 takes its arguments last first
  try {
    app.parse(std::move(own));
  } catch (const CLI::ParseError& error) {
    return report(app, error);
  }
  return invocation.action();
}

} // namespace callgate::cli
