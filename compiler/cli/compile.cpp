// callgate compile: policy → proven filter.
#include <memory>
#include <unistd.h>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "emit/emit.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  std::string format = "asm";
  std::string output = "-";
};

int compile(const Options& options) {
  const emit::Format& format = *emit::find_format(options.format);
  if (format.name == "raw" && options.output == "-" && ::isatty(STDOUT_FILENO) != 0) {
    complain("a raw filter is no text for a terminal: use -o FILE or --emit base64");
    return exit_usage;
  }
  const auto outcome = compile_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& compilation = std::get<Loaded<pipeline::Compilation>>(outcome).result;
  const std::string groups = groups_note(compilation.analysis);
  const std::string capabilities =
      capability_list(compilation.analysis.selection) + (groups.empty() ? "" : "; " + groups);
  const emit::Output output =
      emit::emit(format, {compilation.analysis.policy->name, capabilities,
                          "callgate " CALLGATE_VERSION, compilation.filters});
  if (const auto* refusal = std::get_if<emit::Refusal>(&output)) {
    complain(refusal->reason);
    return exit_failed;
  }
  return write_output(options.output, std::get<std::string>(output)) ? exit_good : exit_failed;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const emit::Format& format : emit::all_formats())
    names.emplace_back(format.name);
  return names;
}

std::string format_help() {
  std::string text = "Formats:\n";
  for (const emit::Format& format : emit::all_formats()) {
    std::string name = "  " + std::string(format.name);
    name.resize(10, ' ');
    text += name + std::string(format.summary) + "\n";
  }
  return text;
}

} // namespace

void add_compile(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "compile",
      "compile a policy into a proven filter\n\n"
      "The filter is proven to decide every call as the policy does before anything is\n"
      "written. Load it with callgate-runtime(3), with the header that --emit c writes,\n"
      "or with any program that takes a raw filter.");
  const auto options = std::make_shared<Options>();
  add_policy_options(*command, options->policy, AbiChoice::offered);
  add_planning_options(*command, options->policy);
  add_choice_option(*command, "--emit", options->format, format_names(),
                    "output format (default: asm)");
  add_output_option(*command, options->output);
  command->footer(format_help() +
                  "\nExamples:\n"
                  "  callgate compile render.toml\n"
                  "  callgate compile render.toml --cap NET --emit c -o render_filter.h\n"
                  "  callgate compile render.toml --abi aarch64 --emit raw -o render.bpf\n"
                  "  callgate compile render.toml --target-kernel 5.10 --weights counts.json\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return compile(*options); }; });
}

} // namespace callgate::cli
