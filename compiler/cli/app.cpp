#include "cli/app.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "arch/calls.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"

namespace callgate::cli {

namespace {

std::string version() {
  std::string text = "callgate " CALLGATE_VERSION "\n";
  for (const arch::Provenance& source : arch::provenance())
    text += "tables from " + std::string(source.package) + " " + std::string(source.version) + "\n";
  return text;
}

/// CLI11 has statuses of its own; every usage error is 2 here.
int report(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? exit_good : exit_usage;
}

} // namespace

int run_app(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + std::max(argc, 1));
  const bool takes_command = !words.empty() && words.front() == "run";
  const auto separator = takes_command ? std::find(words.begin(), words.end(), "--") : words.end();
  Invocation invocation;
  if (separator != words.end()) invocation.command.emplace(separator + 1, words.end());

  CLI::App app("A compiler for system-call allowlists.", "callgate");
  app.set_help_flag("-h,--help", "show this help");
  app.set_version_flag("--version", version(), "show the version and where the tables come from");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
    const auto chosen = failed->get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    return "callgate: " + std::string(error.what()) + "\nTry 'callgate" + command + " --help'.\n";
  });
  add_compile(app, invocation);
  add_expand(app, invocation);
  add_run(app, invocation);
  add_disasm(app, invocation);
  add_calls(app, invocation);

  // CLI11 takes its arguments last first.
  std::vector<std::string> own(std::make_reverse_iterator(separator), words.rend());
  try {
    app.parse(std::move(own));
  } catch (const CLI::ParseError& error) {
    return report(app, error);
  }
  return invocation.action();
}

} // namespace callgate::cli
