// What cost counts is what a slow count finds, in the policies from the field and in random
// ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "arch/calls.hpp"
#include "built.hpp"
#include "support/effort.hpp"
#include "support/profiles.hpp"
#include "support/random_policy.hpp"
#include "tools/cost.hpp"
#include "trace.hpp"

using namespace callgate;
using namespace callgate::tests;
using tools::AbiCost;
using tools::Executed;

namespace {

struct Sum {
  std::uint64_t inputs = 0;
  std::uint64_t steps = 0;
  std::uint64_t taken = 0;
  std::uint64_t not_taken = 0;
  std::size_t most = 0;

  void add(const bpf::Program& program, const Trace& trace, std::uint64_t times = 1) {
    inputs += times;
    steps += times * trace.size();
    taken += times * tests::taken(trace);
    not_taken += times * tests::not_taken(program, trace);
    most = std::max(most, trace.size());
  }
};

void check_equal(const Executed& counted, const Sum& sum) {
  CHECK(counted.inputs == sum.inputs);
  CHECK(counted.steps == static_cast<double>(sum.steps));
  CHECK(counted.taken == static_cast<double>(sum.taken));
  CHECK(counted.not_taken == static_cast<double>(sum.not_taken));
  CHECK(counted.most == sum.most);
}

/// Some numbers of that token, each with a count.
void add_counts(std::uint32_t token, std::uint32_t base, std::mt19937& random,
                ruleset::Workload& workload) {
  std::uint32_t number = base;
  for (int i = 0; i < 20; ++i) {
    number += 1 + static_cast<std::uint32_t>(random() % 40);
    workload.push_back({token, number, 1 + random() % 100'000});
  }
}

void check_abi(const proof::ProvenFilter& filter, const AbiCost& cost,
               const ruleset::Workload& counts) {
  const bpf::Program& program = filter.program();
  CAPTURE(arch::facts(cost.abi).name);
  const std::uint32_t token = arch::facts(cost.abi).token;
  const auto trace_of = [&](std::uint32_t number) {
    return trace(program, {.number = number, .token = token});
  };
  const bool has_bitmap = cost.abi != arch::Abi::x32;
  const std::uint32_t highest = arch::highest_number(cost.abi);
  Sum all, allowed, uncached, satisfied, counted, counted_uncached;
  const auto is_cached = [&](std::uint32_t number, const Trace& found) {
    return has_bitmap && number <= highest && is_cacheable(program, found);
  };
  for (std::uint32_t number = cost.numbers.first; number <= cost.numbers.last; ++number) {
    const Trace found = trace_of(number);
    all.add(program, found);
    if (returned(program, found) == 0x7fff0000) allowed.add(program, found);
    if (!is_cached(number, found)) uncached.add(program, found);
  }
  for (const ruleset::CallCount& count : counts) {
    if (count.token != token || (count.number < 0x40000000) != (cost.abi != arch::Abi::x32))
      continue;
    const Trace found = trace_of(count.number);
    counted.add(program, found, count.count);
    if (!is_cached(count.number, found)) counted_uncached.add(program, found, count.count);
  }
  REQUIRE(cost.decided);
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    if (std::ranges::count(ruleset.abis, cost.abi) != 0)
      tools::decided_by(ruleset, {token, cost.numbers, arch::facts(cost.abi).numbers.last,
                                  [&](const bpf::CallData& call) {
                                    satisfied.add(program, trace(program, call));
                                  }});
  check_equal(cost.all, all);
  check_equal(cost.allowed, allowed);
  check_equal(cost.uncached, uncached);
  check_equal(cost.satisfied, satisfied);
  check_equal(cost.counted, counted);
  check_equal(cost.counted_uncached, counted_uncached);
  CHECK(cost.cached == all.inputs - uncached.inputs);
}

void check_filter(const proof::ProvenFilter& filter, std::mt19937& random) {
  ruleset::Workload counts;
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets)
    for (const arch::Abi abi : ruleset.abis)
      add_counts(ruleset.token, arch::facts(abi).number_base, random, counts);
  const auto cost = tools::cost(filter, {.workload = counts});
  CHECK(cost.instructions == filter.program().size());
  for (const AbiCost& each : cost.abis)
    check_abi(filter, each, counts);
  for (const bpf::Preparation& preparation : cost.preparations) {
    const std::uint32_t token = arch::facts(preparation.abi).token;
    std::size_t steps = 0;
    for (std::uint32_t number = 0; number < preparation.numbers; ++number)
      steps +=
          emulated(filter.program(), trace(filter.program(), {.number = number, .token = token}));
    CHECK(preparation.steps == steps);
    CHECK(preparation.numbers == arch::highest_number(preparation.abi) + 1);
  }
}

} // namespace

TEST_CASE("the costs of policies from the field are those of a slow count") {
  std::mt19937 random(1);
  for (const Profile& profile : profiles()) {
    CAPTURE(profile.name);
    for (const std::string capability : {"none", "all"})
      for (const auto& filter : built(profile.text, {{"x86_64"}, {capability}, {}}))
        check_filter(filter, random);
    for (const auto& filter :
         built_if_good(profile.text, {{"x86_64", "x32", "i386", "aarch64"}, {"all"}, {}}))
      check_filter(filter, random);
  }
}

TEST_CASE("the costs of random policies are those of a slow count") {
  constexpr arch::Abi abis[] = {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386};
  std::mt19937 random(2);
  std::uint64_t compared = 0;
  const std::uint64_t wanted = effort(15, 1000);
  for (std::uint64_t i = 0; i < wanted; ++i) {
    const std::string text = random_policy(random, abis);
    CAPTURE(text);
    for (const auto& filter : built_if_good(text, {{"x86_64", "x32", "i386"}, {"all"}, {}})) {
      check_filter(filter, random);
      ++compared;
    }
  }
  CHECK(compared > wanted / 2);
}
