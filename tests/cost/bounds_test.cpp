// What filters may cost at most: at or below what the best of other compilers reach, policy by
// policy (docs/cost.md). Numbers are those from 0 to 512, as these were measured.
#include <doctest/doctest.h>

#include <random>
#include <set>

#include "arch/calls.hpp"
#include "built.hpp"
#include "support/effort.hpp"
#include "support/profiles.hpp"
#include "support/random_policy.hpp"
#include "tools/cost.hpp"

using namespace callgate;
using namespace callgate::tests;

namespace {

tools::FamilyCost cost_of(const std::string& text, const std::vector<std::string>& capabilities,
                          const graph::Objective& objective) {
  const auto filters = built(text, {{"x86_64"}, capabilities, objective});
  return tools::cost(filters.front(), {.max_number = 512});
}

double mean(const tools::Executed& executed) {
  return executed.mean(executed.steps);
}

/// A policy whose one condition holds for 512 values without a pattern.
std::string scattered(const std::string& argument, std::uint64_t highest) {
  std::mt19937_64 random(512);
  std::set<std::uint64_t> values;
  while (values.size() < 512)
    values.insert(random() & highest);
  std::string text = "[base]\nallow = [\"ioctl(" + argument + " in {";
  for (const std::uint64_t value : values)
    text += (value == *values.begin() ? "" : ", ") + std::to_string(value);
  return text + "})\"]\n";
}

} // namespace

TEST_CASE("policies from the field keep within their bounds") {
  constexpr graph::Objective smallest{.prefer = graph::Prefer::size};
  constexpr graph::Objective usual{};
  constexpr graph::Objective for_old_kernels{.is_cached = false};
  struct Row {
    std::string name;
    std::string capabilities;
    std::size_t smallest;     ///< instructions where size is preferred
    std::size_t instructions; ///< else
    double all;               ///< mean over all numbers
    double allowed;           ///< for kernels without a cache, over the allowed ones
  };
  const Row rows[] = {
      {"seccomp-strict", "none", 8, 9, 6.0, 5.75},
      {"pure-compute", "none", 21, 23, 7.5, 8.0},
      {"harness", "none", 51, 56, 9.4, 8.85},
      {"harness", "SSRF", 55, 61, 9.5, 8.9},
      {"harness", "all", 59, 66, 9.6, 8.9},
      {"docker", "none", 63, 72, 9.6, 8.9},
      {"firecracker-api", "none", 63, 72, 8.8, 8.7},
      {"firecracker-vcpu", "none", 73, 84, 8.8, 9.0},
      {"firecracker-vmm", "none", 108, 122, 9.2, 9.2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.capabilities);
    const std::string text = profile(row.name);
    CHECK(cost_of(text, {row.capabilities}, smallest).instructions <= row.smallest);
    const auto cost = cost_of(text, {row.capabilities}, usual);
    CHECK(cost.instructions <= row.instructions);
    CHECK(mean(cost.abis.front().all) <= row.all);
    CHECK(cost.abis.front().cached == cost.abis.front().decided->allowed);
    const auto old = cost_of(text, {row.capabilities}, for_old_kernels);
    CHECK(mean(old.abis.front().allowed) <= row.allowed);
  }
}

TEST_CASE("satisfied conditions keep within their bounds") {
  struct Row {
    std::string name;
    double mean;
    std::size_t most;
  };
  const Row rows[] = {{"docker", 12.5, 17}, {"firecracker-vmm", 15, 25}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto cost = cost_of(profile(row.name), {"none"}, {}).abis.front();
    CHECK(cost.satisfied.inputs > 5);
    CHECK(mean(cost.satisfied) <= row.mean);
    CHECK(cost.satisfied.most <= row.most);
  }
}

TEST_CASE("512 values without a pattern are searched, not tried one by one") {
  constexpr graph::Objective fastest{.prefer = graph::Prefer::speed};
  struct Row {
    std::string argument;
    std::uint64_t highest;
    std::size_t instructions; ///< of the balanced filter
    double mean;              ///< executed by it
    std::size_t most;         ///< executed where speed is preferred
  };
  const Row rows[] = {{"u32(arg1)", UINT32_MAX, 560, 20, 20}, {"arg1", UINT64_MAX, 4096, 26, 26}};
  for (const Row& row : rows) {
    CAPTURE(row.argument);
    const std::string text = scattered(row.argument, row.highest);
    const auto balanced = cost_of(text, {"none"}, {});
    CHECK(balanced.instructions <= row.instructions);
    CHECK(balanced.abis.front().satisfied.inputs == 512);
    CHECK(mean(balanced.abis.front().satisfied) <= row.mean);
    CHECK(cost_of(text, {"none"}, fastest).abis.front().satisfied.most <= row.most);
  }
}

TEST_CASE("what is allowed whatever its arguments is cached") {
  const auto check_all_cached = [](const std::string& text) {
    CAPTURE(text);
    for (const auto& filter : built_if_good(text, {{"x86_64", "i386"}, {"all"}, {}})) {
      for (const tools::AbiCost& abi : tools::cost(filter, {}).abis) {
        const std::uint32_t highest = arch::highest_number(abi.abi);
        const auto up_to_it =
            tools::cost(filter, {.max_number = static_cast<std::uint16_t>(highest)});
        for (const tools::AbiCost& same : up_to_it.abis)
          if (same.abi == abi.abi) CHECK(same.cached == same.decided->allowed);
      }
    }
  };
  for (const Profile& profile : profiles())
    check_all_cached(profile.text);
  check_all_cached("[base]\nallow = [\"close(fd > 2)\", \"close(fd < 4)\"]\n");
  check_all_cached("[base]\nallow = [\"close(fd != 0 || fd & 127 == 0)\"]\n");
  constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::i386};
  std::mt19937 random(3);
  for (std::uint64_t i = 0; i < effort(20, 1000); ++i)
    check_all_cached(random_policy(random, abis));
}

TEST_CASE("installing docker's policy takes less than any other compiler's filter for it") {
  const auto cost = cost_of(profile("docker"), {"none"}, {});
  REQUIRE(cost.preparations.size() == 2);
  // The best of the others executes 10.4 instructions a number.
  const auto& native = cost.preparations.front();
  CHECK(static_cast<double>(native.steps) <= 10.4 * static_cast<double>(native.numbers));
}
