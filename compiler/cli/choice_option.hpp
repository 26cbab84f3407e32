// Options that take one of a few words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace callgate::cli {

/// Adds one. The words are its type's name as well, "text|json": help, manual and completions
/// show them from there.
CLI::Option* add_choice_option(CLI::App& command, const std::string& name, std::string& value,
                               const std::vector<std::string>& words,
                               const std::string& description);

} // namespace callgate::cli
