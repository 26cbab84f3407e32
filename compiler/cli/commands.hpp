// The subcommands, each in a file of its own.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace callgate::cli {

/// What a subcommand does once the command line is known to be good; returns the exit
/// status.
using Action = std::function<int()>;

/// What the command line came to.
struct Invocation {
  Action action;
  /// Everything behind the first "--", untouched; absent without one.
  std::optional<std::vector<std::string>> command;
};

/// Each adds its subcommand to `app` and, when that is chosen, sets `invocation.action`.
void add_compile(CLI::App& app, Invocation& invocation);
void add_expand(CLI::App& app, Invocation& invocation);
void add_run(CLI::App& app, Invocation& invocation);
void add_observe(CLI::App& app, Invocation& invocation);
void add_diff(CLI::App& app, Invocation& invocation);
void add_disasm(CLI::App& app, Invocation& invocation);
void add_eval(CLI::App& app, Invocation& invocation);
void add_explain(CLI::App& app, Invocation& invocation);
void add_cost(CLI::App& app, Invocation& invocation);
void add_lint(CLI::App& app, Invocation& invocation);
void add_bench(CLI::App& app, Invocation& invocation);
void add_check(CLI::App& app, Invocation& invocation);
void add_calls(CLI::App& app, Invocation& invocation);
void add_completion(CLI::App& app, Invocation& invocation);
void add_manual(CLI::App& app, Invocation& invocation);

} // namespace callgate::cli
