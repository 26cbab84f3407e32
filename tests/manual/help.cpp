#include "help.hpp"

#include <doctest/doctest.h>
#include <sstream>

#include "cli/shell.hpp"

namespace help {

namespace {

/// The lines of a section, "Options:", up to the empty line behind it.
std::vector<std::string> section(const std::string& command, const std::string& title) {
  std::istringstream help(shell::run("$callgate " + command + " --help").out);
  std::vector<std::string> lines;
  bool is_inside = false;
  for (std::string line; std::getline(help, line);) {
    if (is_inside && line.starts_with("  ")) lines.push_back(line.substr(2));
    is_inside = line == title || (is_inside && line.starts_with("  "));
  }
  return lines;
}

} // namespace

std::vector<std::string> commands() {
  std::vector<std::string> names;
  for (const std::string& line : section("", "Subcommands:"))
    names.push_back(line.substr(0, line.find(' ')));
  REQUIRE(names.size() >= 11);
  return names;
}

std::set<std::string> options(const std::string& command) {
  std::set<std::string> names;
  for (const std::string& line : section(command, "Options:")) {
    if (!line.starts_with('-')) continue; // a description on a line of its own
    std::istringstream both(line.substr(0, line.find(' ')));
    for (std::string name; std::getline(both, name, ',');)
      names.insert(name);
  }
  REQUIRE(names.contains("--help"));
  return names;
}

bool is_installed(const std::string& program) {
  if (shell::run("command -v " + program).status == 0) return true;
  MESSAGE("not tried: " << program << " is not installed");
  return false;
}

} // namespace help
