#include "cli/help.hpp"

#include <string_view>

namespace callgate::cli {

namespace {

/// A type name without what validators add to it.
std::string type_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  return type.substr(0, type.find(':'));
}

} // namespace

std::string summary_of(const CLI::App& command) {
  const std::string description = command.get_description();
  return description.substr(0, description.find('\n'));
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  std::ostringstream out;
  CLI::detail::format_help(out, command->get_name(), summary_of(*command), get_column_width());
  return out.str();
}

std::string HelpFormatter::make_description(const CLI::App* command) const {
  const std::string& description = command->get_description();
  return description + (description.find('\n') == description.npos ? "\n" : "\n\n");
}

std::string HelpFormatter::make_usage(const CLI::App* command, std::string name) const {
  std::string usage = CLI::Formatter::make_usage(command, std::move(name));
  const std::string_view options = "[OPTIONS]";
  std::string required;
  for (const CLI::Option* option : command->get_options()) {
    if (option->get_positional() || !option->get_required()) continue;
    required += " ";
    required += option->get_name();
    required += " ";
    required += type_of(*option);
  }
  if (const std::size_t at = usage.find(options); at != usage.npos)
    usage.insert(at + options.size(), required);
  if (operands_.empty()) return usage;
  usage.insert(usage.size() - 1, " " + operands_);
  return usage;
}

std::string usage_of(const CLI::App& command, const std::string& name) {
  const auto formatter = std::dynamic_pointer_cast<CLI::Formatter>(command.get_formatter());
  if (!formatter) return name;
  const std::string usage = formatter->make_usage(&command, name);
  const std::size_t begin = usage.find(name);
  return usage.substr(begin, usage.find('\n', begin) - begin);
}

} // namespace callgate::cli
