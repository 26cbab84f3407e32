// Options that name a file to write.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace callgate::cli {

/// Adds one. The name must not be empty: "--plot $UNSET" must not mean anything.
void add_output_option(CLI::App& command, std::string& path, const std::string& name,
                       const std::string& description, const std::string& type);

/// -o, --output.
void add_output_option(CLI::App& command, std::string& path);

} // namespace callgate::cli
