// callgate run: compile a policy and become a command under its filter.
#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/help.hpp"
#include "cli/policy_options.hpp"
#include "process/run.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  process::When when = process::default_when();
};

int run(const Options& options, const std::vector<std::string>& command) {
  const auto outcome = compile_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome))
    return *status == exit_usage ? exit_usage : exit_cannot;
  const auto& filters = std::get<Loaded<pipeline::Compilation>>(outcome).result.filters;
  const arch::AbiFacts& native = arch::facts(arch::native_abi());
  const auto filter = std::find_if(filters.begin(), filters.end(), [&](const auto& candidate) {
    return candidate.rulings().family == native.family;
  });
  if (filter == filters.end()) {
    complain("the policy serves no ABI of this machine: add \"" + std::string(native.name) +
             "\" to its abis");
    return exit_cannot;
  }
  const process::Failure failure = process::exec_filtered(*filter, command, options.when);
  complain(failure.message);
  return failure.status;
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
  command->footer(
      "Everything after the first -- is the command. The filter takes effect at the command's\n"
      "first instruction, so the policy need not allow execve. The command runs with\n"
      "no_new_privs: setuid programs do not gain their privilege.\n"
      "\nExit status:\n"
      "  2    the command line is wrong\n"
      "  125  callgate itself failed, and the command was not started\n"
      "  126  the command cannot be executed\n"
      "  127  the command is not found\n"
      "  N    else that of the command, 128+N if signal N ended it, as a shell shows it\n"
      "\nExamples:\n"
      "  callgate run render.toml -- ./render scene.txt\n"
      "  callgate run harness.toml --cap CODE_EXEC -- sh -c 'ls | sort'\n");
  command->callback([options, &invocation] {
    if (!invocation.command || invocation.command->empty())
      throw CLI::ValidationError("run", "the command is missing: callgate run POLICY -- COMMAND");
    invocation.action = [options, &invocation] { return run(*options, *invocation.command); };
  });
}

} // namespace callgate::cli
