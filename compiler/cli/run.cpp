// callgate run: compile a policy and become a command under its filter.
#include <algorithm>
#include <memory>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/help.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "cli/run_watched.hpp"
#include "process/run.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  process::When when = process::default_when();
  bool explain = false;
  bool audit = false;
  WatchOptions watch{};
};

int run(const Options& options, const std::vector<std::string>& command) {
  const auto outcome = compile_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome))
    return *status == exit_usage ? exit_usage : exit_cannot;
  const auto& policy = std::get<Loaded<pipeline::Compilation>>(outcome);
  const auto& filters = policy.result.filters;
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  const auto filter = std::find_if(filters.begin(), filters.end(), [&](const auto& candidate) {
    return candidate.rulings().family == native.family;
  });
  if (filter == filters.end()) {
    complain("the policy serves no ABI of this machine: add \"" + std::string(native.name) +
             "\" to its abis");
    return exit_cannot;
  }
  if (options.explain || options.audit) return run_watched(options.watch, policy, *filter, command);
  const process::Failure failure = process::exec_filtered(*filter, command, options.when);
  complain(failure.message);
  return failure.status;
}

/// --explain and --audit, and what goes with them.
void add_watch_options(CLI::App& command, Options& options) {
  const std::string explain = "--explain";
  const std::string audit = "--audit";
  command.add_flag(explain, options.explain,
                   "report each call that the policy denies; what the policy says happens to it");
  command
      .add_flag(audit, options.audit,
                "report each call that the policy would deny, and let it pass: for policies in the "
                "making, as nothing is held back")
      ->excludes(explain);
  for (const std::string& watching : {explain, audit})
    command.get_option("--before-exec")->excludes(watching);
  add_choice_option(command, "--format", options.watch.format, {"text", "json"},
                    "how calls are reported: json is a line a call");
  add_output_option(command, options.watch.report, "--report",
                    "where calls are reported, instead of standard error", "FILE");
}

/// Options that say nothing without --explain or --audit.
void check_watch_options(const CLI::App& command, Options& options) {
  options.watch.watching =
      options.audit ? pipeline::Watching::auditing : pipeline::Watching::explaining;
  if (options.explain || options.audit) return;
  for (const char* name : {"--format", "--report"})
    if (command.count(name) != 0)
      throw CLI::ValidationError(name, "goes with --explain or --audit");
}

} // namespace

void add_run(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "run", "run a command under a policy\n\n"
             "Compiles the policy, loads the filter and becomes the command. A command whose\n"
             "policy has a mistake is not started.");
  command->formatter(std::make_shared<HelpFormatter>("-- COMMAND [ARG...]"));
  const auto options = std::make_shared<Options>();
  add_policy_options(*command, options->policy, AbiChoice::native);
  add_planning_options(*command, options->policy);
  command->add_flag_callback(
      "--before-exec", [options] { options->when = process::When::before_exec; },
      "install the filter before exec, without tracing; the policy must then allow execve, write "
      "and exit_group");
  add_watch_options(*command, *options);
  command->footer(
      "Everything after the first -- is the command. The filter takes effect at the command's\n"
      "first instruction, so the policy need not allow execve. The command runs with\n"
      "no_new_privs: setuid programs do not gain their privilege.\n"
      "\nWith --explain or --audit callgate stays as the command's tracer until all that came of\n"
      "it has ended. Calls that are allowed cost nothing extra. Programs that trace themselves\n"
      "(debuggers, strace) cannot be watched.\n"
      "\nExit status:\n"
      "  2    the command line is wrong\n"
      "  125  callgate itself failed, and the command was not started\n"
      "  126  the command cannot be executed\n"
      "  127  the command is not found\n"
      "  N    else that of the command, 128+N if signal N ended it, as a shell shows it\n"
      "\nExamples:\n"
      "  callgate run render.toml -- ./render scene.txt\n"
      "  callgate run harness.toml --cap CODE_EXEC -- sh -c 'ls | sort'\n"
      "  callgate run --explain render.toml -- ./render scene.txt\n");
  command->callback([command, options, &invocation] {
    check_watch_options(*command, *options);
    if (!invocation.command || invocation.command->empty())
      throw CLI::ValidationError("run", "the command is missing: callgate run POLICY -- COMMAND");
    invocation.action = [options, &invocation] { return run(*options, *invocation.command); };
  });
}

} // namespace callgate::cli
