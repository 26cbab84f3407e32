#include "cli/choice_option.hpp"

namespace callgate::cli {

CLI::Option* add_choice_option(CLI::App& command, const std::string& name, std::string& value,
                               const std::vector<std::string>& words,
                               const std::string& description) {
  return command.add_option(name, value, description)
      ->check(CLI::IsMember(words).description(""))
      ->type_name(CLI::detail::join(words, "|"));
}

} // namespace callgate::cli
