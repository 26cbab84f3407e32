// Options that take names separated by commas.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace callgate::cli {

/// Adds one; every use of it adds to `names`. An empty name is kept, so that whoever
/// looks names up refuses it: "--cap $UNSET" must not mean anything.
CLI::Option* add_list_option(CLI::App& command, const std::string& name,
                             std::vector<std::string>& names, const std::string& description,
                             const std::string& type);

} // namespace callgate::cli
