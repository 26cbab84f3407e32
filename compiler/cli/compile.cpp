// callgate compile: policy → proven filter.
#include <memory>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/list_option.hpp"
#include "cli/output_option.hpp"
#include "cli/policy_options.hpp"
#include "emit/emit.hpp"
#include "policy/text.hpp"

namespace callgate::cli {

namespace {

struct Options {
  PolicyOptions policy;
  std::vector<std::string> sets;
  std::string format = "asm";
  std::string output = "-";
  std::string name; ///< empty: the policy's own
};

/// Whether capabilities are chosen as the format needs it. Else complains.
bool suit_format(const Options& options, const emit::Format& format) {
  const bool takes_sets = format.sets == emit::Sets::several;
  const bool is_wrong =
      takes_sets ? !options.policy.request.capabilities.empty() : !options.sets.empty();
  if (is_wrong)
    complain(std::string(format.name) +
             (takes_sets ? " holds many sets of capabilities: name them with --sets, not --cap"
                         : " holds one set of capabilities: choose it with --cap, not --sets"));
  return !is_wrong;
}

int write(const Options& options, const emit::Format& format, const pipeline::Analysis& analysis,
          std::span<const emit::Set> sets) {
  std::vector<std::string> capabilities;
  capabilities.reserve(analysis.policy->capabilities.size());
  for (const policy::Table& table : analysis.policy->capabilities)
    capabilities.push_back(*table.capability);
  const emit::Output output =
      emit::emit(format, {options.name.empty() ? analysis.policy->name : options.name, capabilities,
                          sets, groups_note(analysis), "callgate " CALLGATE_VERSION});
  if (const auto* refusal = std::get_if<emit::Refusal>(&output)) {
    complain(refusal->reason);
    return exit_failed;
  }
  return write_output(options.output, std::get<std::string>(output)) ? exit_good : exit_failed;
}

int compile_one(const Options& options, const emit::Format& format) {
  const auto outcome = compile_policy(options.policy);
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& compilation = std::get<Loaded<pipeline::Compilation>>(outcome).result;
  const emit::Set set{compilation.analysis.selection.capabilities, compilation.filters};
  return write(options, format, compilation.analysis, {&set, 1});
}

int compile_several(const Options& options, const emit::Format& format) {
  PolicyOptions asked = options.policy;
  asked.request.sets = options.sets;
  const auto outcome = compile_policy_sets(asked);
  if (const int* status = std::get_if<int>(&outcome)) return *status;
  const auto& compilation = std::get<Loaded<pipeline::SetsCompilation>>(outcome).result;
  std::vector<emit::Set> sets;
  sets.reserve(compilation.sets.size());
  for (const pipeline::BuiltSet& set : compilation.sets)
    sets.push_back({set.capabilities, set.built->filters});
  return write(options, format, compilation.analysis, sets);
}

int compile(const Options& options) {
  const emit::Format& format = *emit::find_format(options.format);
  if (format.name == "raw" && options.output == "-" && ::isatty(STDOUT_FILENO) != 0) {
    complain("a raw filter is no text for a terminal: use -o FILE or --emit base64");
    return exit_usage;
  }
  if (!suit_format(options, format)) return exit_usage;
  return format.sets == emit::Sets::several ? compile_several(options, format)
                                            : compile_one(options, format);
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
  add_list_option(*command, "--sets", options->sets,
                  "of --emit cpp: sets of capabilities to make filters for, joined by + and "
                  "separated by commas, beside the empty set; or all (the default; of at most " +
                      std::to_string(pipeline::most_capabilities_of_all_sets) +
                      " capabilities), or none",
                  "A+B[,C]");
  command
      ->add_option("--name", options->name,
                   "what the policy is called in the output (else its own name)")
      ->check(CLI::Validator(
          [](const std::string& text) {
            return policy::is_identifier(text) ? std::string{}
                                               : "use letters, digits and underscores";
          },
          ""))
      ->type_name("NAME");
  add_list_option(*command, "--default-abi", options->policy.request.default_abis,
                  "ABIs to compile for if neither --abi nor the policy names any (default: this "
                  "machine's)",
                  "ABI[,ABI]");
  command->get_option("--abi")->description("ABIs to compile for, separated by commas (else those "
                                            "of the policy, else those of --default-abi)");
  add_output_option(*command, options->output);
  command->footer(
      format_help() +
      "\ncpp gives each capability a bit, in the policy's order: append new ones, and bits that\n"
      "are stored keep their meaning. A set that was not asked for gets no filter, and\n"
      "loading that fails. At most 64 capabilities have bits, and 64 sets may be named.\n"
      "Everything is in the namespace NAME_policy, after the policy's name or --name.\n"
      "\nExamples:\n"
      "  callgate compile render.toml\n"
      "  callgate compile render.toml --cap NET --emit c -o render_filter.h\n"
      "  callgate compile render.toml --emit cpp --sets NET,NET+FILES -o render.hpp\n"
      "  callgate compile render.toml --abi aarch64 --emit raw -o render.bpf\n"
      "  callgate compile render.toml --target-kernel 5.10 --weights counts.json\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return compile(*options); }; });
}

} // namespace callgate::cli
