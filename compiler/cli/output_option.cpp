#include "cli/output_option.hpp"

namespace callgate::cli {

void add_output_option(CLI::App& command, std::string& path, const std::string& name,
                       const std::string& description, const std::string& type) {
  const auto fault = [](const std::string& text) {
    return text.empty() ? std::string("the name of the file is empty") : std::string();
  };
  command.add_option(name, path, description)->check(CLI::Validator(fault, ""))->type_name(type);
}

void add_output_option(CLI::App& command, std::string& path) {
  add_output_option(command, path, "-o,--output", "output file; - is standard output", "FILE");
}

} // namespace callgate::cli
