// callgate manual: the manual pages of the command line.
#include <memory>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"
#include "cli/manual_page.hpp"
#include "diagnostic/printable.hpp"
#include "diagnostic/suggest.hpp"

namespace callgate::cli {

namespace {

int print(const Outline& outline, const std::string& name) {
  const Command* command = name.empty() ? &outline.application : outline.find(name);
  if (command != nullptr)
    return write_output("-", manual_page(outline, *command)) ? exit_good : exit_failed;
  for (const std::string_view page : {"callgate-runtime", "callgate-policy"}) {
    if (name != page && "callgate-" + name != page) continue;
    complain(std::string(page) + " is a page of its own, not made from the command line: man " +
             std::string(page));
    return exit_usage;
  }
  std::vector<std::string_view> known;
  known.reserve(outline.commands.size());
  for (const Command& each : outline.commands)
    known.emplace_back(each.name);
  complain("unknown subcommand " + diagnostic::quoted(name) + ": " +
           diagnostic::did_you_mean_or_choose(name, known));
  return exit_usage;
}

} // namespace

void add_manual(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "manual", "print a manual page\n\n"
                "The page is source for man(1), made from what --help shows. Installed packages\n"
                "have these pages already; this is for everybody else.");
  const auto name = std::make_shared<std::string>();
  command->add_option("COMMAND", *name, "the command whose page it is (else callgate's own)");
  command->footer("Examples:\n"
                  "  callgate manual compile | man -l -\n"
                  "  callgate manual > callgate.1\n");
  command->callback([name, &app, &invocation] {
    invocation.action = [name, &app] { return print(outline_of(app), *name); };
  });
}

} // namespace callgate::cli
