// callgate compile: policy → proven filter.
#include <memory>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/list_option.hpp"
#include "cli/policy_options.hpp"
#include "emit/emit.hpp"
#include "policy/text.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  std::string format = "asm";
  std::string output = "-";
  std::string name; ///< empty: the policy's own
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
      emit::emit(format, {options.name.empty() ? compilation.analysis.policy->name : options.name,
                          capabilities, "callgate " CALLGATE_VERSION, compilation.filters});
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

void add_naming_options(CLI::App& command, Options& options) {
  command
      .add_option("--name", options.name,
                  "what the policy is called in the output (else its own name)")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return policy::is_identifier(text) ? std::string{}
                                               : "use letters, digits and underscores";
          },
          ""))
      ->type_name("NAME");
  add_list_option(command, "--default-abi", options.policy.request.default_abis,
                  "ABIs to compile for if neither --abi nor the policy names any (default: this "
                  "machine's)",
                  "ABI[,ABI]");
}

} // namespace

void add_compile(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("compile", "compile a policy into a proven filter");
  const auto options = std::make_shared<Options>();
  add_policy_options(*command, options->policy, AbiChoice::offered);
  add_naming_options(*command, *options);
  add_planning_options(*command, options->policy);
  command->add_option("--emit", options->format, "output format (default: asm)")
      ->check(CLI::IsMember(format_names()).description(""))
      ->type_name("FORMAT");
  command->add_option("-o,--output", options->output, "output file; - is standard output")
      ->type_name("FILE");
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
