// callgate disasm: a raw filter as an annotated listing.
#include <memory>
#include <optional>

#include "arch/abi.hpp"
#include "bpf/disassemble.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/raw_filter.hpp"
#include "cli/subjects.hpp"

namespace callgate::cli {

namespace {

struct Options {
  std::string path;
  std::string abi;
  std::string output = "-";
};

/// Each filter that a process has, with a heading where there are several.
int disasm_process(const Options& options, pid_t process, std::optional<arch::Abi> abi) {
  const auto filters = filters_of_process(options.path, process);
  if (!filters) return exit_failed;
  std::string text;
  const std::size_t count = filters->programs.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (count > 1)
      text += (i == 0 ? "# filter " : "\n# filter ") + std::to_string(i + 1) + " of " +
              std::to_string(count) + " in the order of installation\n";
    text += bpf::disassemble(filters->programs[i], abi);
  }
  return write_output(options.output, text) ? exit_good : exit_failed;
}

int disasm(const Options& options) {
  std::optional<arch::Abi> abi;
  if (!options.abi.empty()) {
    abi = find_abi(options.abi);
    if (!abi) return exit_usage;
  }
  if (const auto process = process_named(options.path))
    return disasm_process(options, *process, abi);
  const auto bytes = read_input(options.path);
  if (!bytes) return exit_failed;
  const auto filter = raw_filter(display_name(options.path), *bytes, abi);
  if (!filter) return exit_failed;
  const std::string listing = bpf::disassemble(filter->program, abi);
  return write_output(options.output, listing) ? exit_good : exit_failed;
}

} // namespace

void add_disasm(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "disasm", "list the instructions of a raw filter, or of those of a process");
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
  command->add_option("-o,--output", options->output, "output file; - is standard output")
      ->type_name("FILE");
  command->footer("Examples:\n"
                  "  callgate disasm render.bpf\n"
                  "  callgate compile render.toml --emit raw | callgate disasm -\n"
                  "  callgate disasm pid:1234\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return disasm(*options); }; });
}

} // namespace callgate::cli
