// callgate completion: scripts that make shells complete command lines.
#include "cli/completion.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "cli/choice_option.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/files.hpp"

namespace callgate::cli {

namespace {

constexpr Shell shells[] = {
    {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

int print(const Outline& outline, const std::string& name) {
  const Shell& shell = *std::ranges::find(shells, name, &Shell::name);
  return write_output("-", shell.script(outline)) ? exit_good : exit_failed;
}

} // namespace

std::span<const Shell> all_shells() {
  return shells;
}

std::string short_description(const Parameter& parameter) {
  std::string text = parameter.description;
  text.resize(std::min({text.size(), text.find(';'), text.find(" (")}));
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  return CLI::detail::join(words, " ");
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

void add_completion(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand(
      "completion", "print what makes a shell complete command lines\n\n"
                    "The script knows the commands, their options and what can stand behind\n"
                    "these; capabilities it reads from the policy on the command line. Installed\n"
                    "packages have these scripts already; this is for everybody else.");
  const auto name = std::make_shared<std::string>();
  std::vector<std::string> names;
  for (const Shell& shell : shells)
    names.emplace_back(shell.name);
  add_choice_option(*command, "SHELL", *name, names, "the shell that it is for")->required();
  command->footer("Examples:\n"
                  "  . <(callgate completion bash)\n"
                  "  callgate completion zsh > ~/.zfunc/_callgate\n"
                  "  callgate completion fish > ~/.config/fish/completions/callgate.fish\n");
  command->callback([name, &app, &invocation] {
    invocation.action = [name, &app] { return print(outline_of(app), *name); };
  });
}

} // namespace callgate::cli
