// callgate disasm: a raw filter as an annotated listing, or as a policy.
#include <memory>
#include <optional>

#include "arch/abi.hpp"
#include "bpf/disassemble.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/find_abi.hpp"
#include "cli/raw_filter.hpp"
#include "tools/decompile.hpp"

namespace callgate::cli {

namespace {

struct Options {
  std::string path;
  std::string abi;
  std::string output = "-";
  bool as_policy = false;
};

int disasm_as_policy(const Options& options, const RawFilter& filter,
                     std::optional<arch::Abi> abi) {
  const std::string name = display_name(options.path);
  const auto text = tools::decompile({&filter.program, 1},
                                     {.order = filter.order, .assumed = abi, .origin = name});
  if (const auto* unsayable = std::get_if<tools::Unsayable>(&text)) {
    complain(name + " is no policy: " + unsayable->reason);
    return exit_failed;
  }
  return write_output(options.output, std::get<std::string>(text)) ? exit_good : exit_failed;
}

int disasm(const Options& options) {
  std::optional<arch::Abi> abi;
  if (!options.abi.empty()) {
    abi = find_abi(options.abi);
    if (!abi) return exit_usage;
  }
  const auto bytes = read_input(options.path);
  if (!bytes) return exit_failed;
  const auto filter = raw_filter(display_name(options.path), *bytes, abi);
  if (!filter) return exit_failed;
  if (options.as_policy) return disasm_as_policy(options, *filter, abi);
  const std::string listing = bpf::disassemble(filter->program, abi);
  return write_output(options.output, listing) ? exit_good : exit_failed;
}

} // namespace

void add_disasm(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("disasm", "list the instructions of a raw filter");
  const auto options = std::make_shared<Options>();
  command->add_option("FILTER", options->path, "raw sock_filter array; - reads standard input")
      ->required();
  command
      ->add_option("--abi", options->abi,
                   "byte order, and call names where the filter tests no audit token (else the "
                   "order is guessed from the opcodes)")
      ->type_name("ABI");
  command->add_flag("--policy", options->as_policy,
                    "write the filter as a policy, compile that and prove both equal");
  command->add_option("-o,--output", options->output, "output file; - is standard output")
      ->type_name("FILE");
  command->footer("Examples:\n"
                  "  callgate disasm render.bpf\n"
                  "  callgate disasm render.bpf --policy -o render.toml\n"
                  "  callgate compile render.toml --emit raw | callgate disasm -\n");
  command->callback(
      [options, &invocation] { invocation.action = [options] { return disasm(*options); }; });
}

} // namespace callgate::cli
