// What the fuzzers claim holds for their seeds and for a fixed lot of mutations. The
// fuzzers themselves (./dev fuzz) look further.
#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/targets.hpp"

namespace {

using namespace callgate;

std::vector<std::string> seeds_of(const fuzz::Target& target) {
  std::vector<std::filesystem::path> paths;
  for (const std::string_view folder : target.seeds) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(CALLGATE_SOURCE_DIR) / folder))
      if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end()); // the order of a directory is no fixed one
  std::vector<std::string> seeds;
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    seeds.push_back(text.str());
  }
  return seeds;
}

void try_body(const fuzz::Target& target, const std::string& input) {
  INFO(input);
  CHECK_NOTHROW(target.body({reinterpret_cast<const std::uint8_t*>(input.data()), input.size()}));
}

} // namespace

TEST_CASE("every fuzz target holds for its seeds and mutations of them") {
  for (const fuzz::Target& target : fuzz::all_targets()) {
    CAPTURE(target.name);
    const std::vector<std::string> seeds = seeds_of(target);
    REQUIRE(seeds.size() >= 5);
    const std::clock_t begin = std::clock();
    for (const std::string& seed : seeds)
      try_body(target, seed);
    fuzz::Random random(20261122);
    for (int round = 0; round < target.smoke_rounds; ++round)
      try_body(target, target.mutate(seeds[random() % seeds.size()], random));
    MESSAGE(target.name << ": " << (std::clock() - begin) / CLOCKS_PER_SEC
                        << " seconds of processor time");
  }
}
