// callgate disasm: a raw filter as an annotated listing, or as a policy.
#include <memory>
#include <optional>

#include "arch/abi.hpp"
#include "bpf/disassemble.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/output_option.hpp"
#include "cli/raw_filter.hpp"
#include "cli/subjects.hpp"
#include "tools/decompile.hpp"

namespace callgate::cli {

namespace {

struct Options {
  std::string path;
  std::string abi;
  std::string output = "-";
  bool as_policy = false;
};

/// The filter of a file, or those of a process.
std::optional<Filters> read_filters(const std::string& name, std::optional<arch::Abi> abi) {
  if (is_process(name)) return filters_of_process(name);
  const auto bytes = read_input(name);
  if (!bytes) return std::nullopt;
  if (!bytes->empty() && is_policy(*bytes)) {
    complain(display_name(name) +
             " is text, and no raw filter: compile a policy first (callgate compile --emit raw)");
    return std::nullopt;
  }
  return filters_in(name, *bytes, abi);
}

/// Each filter, with a heading where there are several.
std::string listing_of(const Filters& filters, std::optional<arch::Abi> abi) {
  std::string text;
  const std::size_t count = filters.programs.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (count > 1)
      text += (i == 0 ? "# filter " : "\n# filter ") + std::to_string(i + 1) + " of " +
              std::to_string(count) + " in the order of installation\n";
    text += bpf::disassemble(filters.programs[i], abi);
  }
  return text;
}

int disasm(const Options& options) {
  std::optional<arch::Abi> abi;
  if (!options.abi.empty()) {
    abi = find_abi(options.abi);
    if (!abi) return exit_usage;
  }
  const auto filters = read_filters(options.path, abi);
  if (!filters) return exit_failed;
  if (!options.as_policy)
    return write_output(options.output, listing_of(*filters, abi)) ? exit_good : exit_failed;
  const std::string name = display_name(options.path);
  const auto policy = tools::decompile(filters->programs,
                                       {.order = filters->order, .assumed = abi, .origin = name});
  if (const auto* unsayable = std::get_if<wording::Unsayable>(&policy)) {
    complain(name + " is no policy: " + unsayable->reason);
    return exit_failed;
  }
  return write_output(options.output, std::get<std::string>(policy)) ? exit_good : exit_failed;
}

} // namespace

void add_disasm(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "disasm", "list the instructions of a raw filter, or of those of a process\n\n"
                "The listing has a line an instruction, with names for calls, audit tokens and\n"
                "actions. With --policy it is a policy instead, which says the same.");
  const auto options = std::make_shared<Options>();
  command
      ->add_option("FILTER", options->path,
                   "raw sock_filter array; - reads standard input, pid:N takes the filters of a "
                   "process")
      ->required();
  command
      ->add_option("--abi", options->abi,
                   "byte order, and call names where the filter tests no audit token (else the "
                   "order is guessed from the opcodes)")
      ->type_name("ABI");
  command->add_flag("--policy", options->as_policy,
                    "write the filter as a policy, compile that and prove both equal");
  add_output_option(*command, options->output);
  command->footer("Examples:\n"
                  "  callgate disasm render.bpf\n"
                  "  callgate disasm render.bpf --policy -o render.toml\n"
                  "  callgate compile render.toml --emit raw | callgate disasm -\n"
                  "  callgate disasm pid:1234 --policy\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return disasm(*options); }; });
}

} // namespace callgate::cli
