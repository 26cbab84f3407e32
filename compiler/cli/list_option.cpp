#include "cli/list_option.hpp"

#include <string_view>

namespace callgate::cli {

CLI::Option* add_list_option(CLI::App& command, const std::string& name,
                             std::vector<std::string>& names, const std::string& description,
                             const std::string& type) {
  const auto split = [&names](const std::vector<std::string>& values) {
    for (std::string_view value : values) {
      std::size_t comma = value.find(',');
      for (; comma != value.npos; comma = value.find(',')) {
        names.emplace_back(value.substr(0, comma));
        value.remove_prefix(comma + 1);
      }
      names.emplace_back(value);
    }
  };
  return command.add_option_function<std::vector<std::string>>(name, split, description)
      ->allow_extra_args(false)
      ->type_name(type);
}

} // namespace callgate::cli
