// Test cases as files: what is given, and what must come out.
//
//   options: x86_64,i386
//   ---
//   the input, to the next line of dashes
//   ---
//   the expected output
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace callgate::tests {

/// Set by `--update`.
extern bool update_cases;

struct Case {
  std::filesystem::path path;
  std::string options;
  std::string input;
  std::string expected;
};

/// Runs every *.case file of a folder below tests/ through `produce` and compares.
void run_cases(const std::string& folder, const std::function<std::string(const Case&)>& produce);

} // namespace callgate::tests
