#include "support/cases.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace callgate::tests {

bool update_cases = false;

namespace {

constexpr std::string_view separator = "---\n";

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Case read_case(const std::filesystem::path& path) {
  const std::string text = slurp(path);
  constexpr std::string_view prefix = "options:";
  const std::size_t first = text.find(separator);
  if (!text.starts_with(prefix) || first == text.npos)
    throw std::runtime_error(path.string() + ": no options line or no input");
  const std::size_t input = first + separator.size();
  const std::size_t second = text.find("\n" + std::string(separator), input - 1);
  Case result{path, text.substr(prefix.size(), first - prefix.size()), text.substr(input), ""};
  std::erase_if(result.options, [](char c) { return c == ' ' || c == '\n'; });
  if (second != text.npos) {
    result.input = text.substr(input, second + 1 - input);
    result.expected = text.substr(second + 1 + separator.size());
  }
  return result;
}

} // namespace

void run_cases(const std::string& folder, const std::function<std::string(const Case&)>& produce) {
  std::vector<std::filesystem::path> paths;
  const auto root = std::filesystem::path(CALLGATE_SOURCE_DIR) / "tests" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(!paths.empty());
  for (const auto& path : paths) {
    const Case given = read_case(path);
    const std::string produced = produce(given);
    INFO(path.filename().string());
    if (update_cases) {
      std::ofstream(path, std::ios::binary) << "options: " << given.options << "\n"
                                            << separator << given.input << separator << produced;
    } else {
      CHECK(produced == given.expected);
    }
  }
}

} // namespace callgate::tests
