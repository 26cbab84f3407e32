#include "cli/outline.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>

#include "arch/abi.hpp"
#include "cli/help.hpp"
#include "policy/builtin_groups.hpp"

namespace callgate::cli {

namespace {

// ---- values -------------------------------------------------------------------

std::vector<std::string> abi_words() {
  const auto names = arch::abi_names();
  return {names.begin(), names.end()};
}

std::vector<std::string> group_words() {
  std::vector<std::string> words;
  for (const policy::BuiltinGroup& group : policy::builtin_groups())
    words.push_back("@" + std::string(group.name));
  return words;
}

std::vector<std::string> command_words(const CLI::App& application) {
  std::vector<std::string> words;
  for (const CLI::App* command : application.get_subcommands(nullptr))
    words.push_back(command->get_name());
  return words;
}

/// The words of a type that add_choice_option() made; none of any other.
std::vector<std::string> choices(std::string_view type) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '|';
  };
  if (type.find('|') == type.npos || !std::ranges::all_of(type, is_word)) return {};
  return CLI::detail::split(std::string(type), '|');
}

/// The name of a value says what it is, on the whole command line.
Value value_named(std::string name, const CLI::App& application) {
  if (auto words = choices(name); !words.empty())
    return {std::move(name), ValueKind::words, std::move(words)};
  if (name == "ABI") return {std::move(name), ValueKind::words, abi_words()};
  if (name == "ABI[,ABI]") return {std::move(name), ValueKind::list, abi_words()};
  if (name == "NAME[,NAME]" || name == "A+B[,C]") return {std::move(name), ValueKind::capabilities};
  if (name == "NAME") return {std::move(name), ValueKind::words, group_words()};
  if (name == "COMMAND") return {std::move(name), ValueKind::words, command_words(application)};
  if (name == "POLICY") return {std::move(name), ValueKind::policy};
  for (const std::string_view file : {"FILE", "FILE.svg", "FILTER", "POLICY|FILTER", "A", "B"})
    if (name == file) return {std::move(name), ValueKind::file};
  return {std::move(name)};
}

Parameter parameter_of(const CLI::Option& option, const CLI::App& application) {
  Parameter parameter{{}, option.get_description(), std::nullopt, option.get_required(), false};
  parameter.is_repeatable = option.get_expected_max() >= CLI::detail::expected_max_vector_size;
  for (const std::string& name : option.get_snames())
    parameter.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames())
    parameter.names.push_back("--" + name);
  if (option.get_items_expected_max() == 0) return parameter;
  std::string type = option.get_type_name();
  type.resize(std::min(type.size(), type.find(':'))); // what validators add
  const bool is_choice = !choices(type).empty();
  parameter.value = value_named(
      option.get_positional() && !is_choice ? option.get_name(true) : std::move(type), application);
  if (option.get_positional() && is_choice) parameter.value->name = option.get_name(true);
  return parameter;
}

// ---- text -----------------------------------------------------------------------

/// The blocks of a text, each the lines between two empty ones.
std::vector<std::vector<std::string>> blocks_of(const std::string& text) {
  std::vector<std::vector<std::string>> blocks;
  bool is_new = true;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) {
      if (is_new) blocks.emplace_back();
      blocks.back().push_back(line);
    }
    is_new = line.empty();
  }
  return blocks;
}

bool is_section(const std::vector<std::string>& block) {
  return block.size() > 1 && block.front().ends_with(':') && block[1].starts_with("  ");
}

void add_block(Command& command, const std::vector<std::string>& block) {
  if (!is_section(block)) {
    command.paragraphs.push_back(CLI::detail::join(block, " "));
    return;
  }
  Section section{block.front().substr(0, block.front().size() - 1), {}};
  section.lines.reserve(block.size() - 1);
  for (auto line = std::next(block.begin()); line != block.end(); ++line)
    section.lines.push_back(line->starts_with("  ") ? line->substr(2) : *line);
  command.sections.push_back(std::move(section));
}

Command command_of(const CLI::App& app, const CLI::App& application) {
  const bool is_application = &app == &application;
  const std::string name = app.get_name();
  Command command{.name = name,
                  .usage = usage_of(app, is_application ? name : "callgate " + name),
                  .summary = summary_of(app),
                  .paragraphs = {},
                  .sections = {},
                  .options = {},
                  .positionals = {},
                  .takes_command = false};
  command.takes_command = command.usage.find(" -- ") != command.usage.npos;
  const std::string description = app.get_description().substr(command.summary.size());
  for (const std::string& text : {description, app.get_footer()})
    for (const auto& block : blocks_of(text))
      add_block(command, block);
  for (const CLI::Option* option : app.get_options())
    (option->get_positional() ? command.positionals : command.options)
        .push_back(parameter_of(*option, application));
  return command;
}

} // namespace

const Section* Command::section(std::string_view title) const {
  const auto found = std::ranges::find(sections, title, &Section::title);
  return found == sections.end() ? nullptr : &*found;
}

const Command* Outline::find(std::string_view name) const {
  const auto found = std::ranges::find(commands, name, &Command::name);
  return found == commands.end() ? nullptr : &*found;
}

Outline outline_of(const CLI::App& application) {
  Outline outline{command_of(application, application), {}};
  for (const CLI::App* command : application.get_subcommands(nullptr))
    outline.commands.push_back(command_of(*command, application));
  return outline;
}

} // namespace callgate::cli
