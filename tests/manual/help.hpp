// What --help says, read as a person reads it, and not by what makes it.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace help {

/// The names of the subcommands, in their order.
std::vector<std::string> commands();

/// "-o", "--output" …: the options of a subcommand, or of callgate itself if that is empty.
std::set<std::string> options(const std::string& command);

/// Whether a program is installed; says so in the test's output if not.
bool is_installed(const std::string& program);

} // namespace help
