// Policies from the field, compiled and decompiled.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "decompile/round_trip.hpp"

namespace {

using namespace callgate;

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

} // namespace

TEST_CASE("policies from the field survive being a filter") {
  const std::vector<std::vector<std::string>> choices{
      {"x86_64"}, {"aarch64"}, {"x86_64", "x32", "i386"}};
  int filters = 0;
  for (const char* folder : {"bench/policies", "docs/examples"}) {
    const auto root = std::filesystem::path(CALLGATE_SOURCE_DIR) / folder;
    for (const auto& file : std::filesystem::directory_iterator(root)) {
      if (file.path().extension() != ".toml") continue;
      const std::string name = file.path().filename().string();
      CAPTURE(name);
      for (const auto& abis : choices) {
        CAPTURE(abis.front());
        // These are for x86_64 alone, or for that and aarch64.
        if (name.starts_with("firecracker") && abis != choices.front()) continue;
        if (name == "docker.toml" && abis == choices.back()) continue;
        const auto compilation = tests::compilation_of(slurp(file.path()), {abis, {"all"}});
        REQUIRE(compilation);
        for (const proof::ProvenFilter& filter : compilation->filters) {
          ++filters;
          CHECK(tests::round_trip({&filter.program(), 1}, filter.rulings().byte_order,
                                  tests::Trips::two) == "");
        }
      }
    }
  }
  CHECK(filters >= 20);
}
