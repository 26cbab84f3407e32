// What a program pays to find the filter of a set of capabilities: the look-up of
// runtime/callgate/sets.h in tables of several sizes, laid out as `--emit cpp` lays them out.
#include <benchmark/benchmark.h>
#include <callgate/sets.h>

#include <bit>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include "emit/slots.hpp"

namespace {

using namespace callgate;

constexpr sock_filter instruction{};

/// A table and what it points into.
struct Table {
  std::vector<std::uint64_t> sets;
  std::vector<FilterSlot> slots;
  std::vector<Filter> filters;
  FilterTable table{};
};

Table table_of(std::vector<std::uint64_t> sets, std::uint64_t capabilities) {
  Table made{std::move(sets), {}, {}};
  const emit::Slots slots = emit::slots_for(made.sets);
  for (const auto& key : slots.keys)
    made.slots.push_back({made.sets[key.value_or(0)], static_cast<std::uint16_t>(key.value_or(0))});
  made.filters.assign(made.sets.size(), Filter(&instruction, 1));
  made.table = {capabilities, slots.multiplier, slots.shift, made.slots.data(),
                made.filters.data()};
  return made;
}

Table of_all_sets(unsigned capabilities) {
  std::vector<std::uint64_t> sets(std::size_t{1} << capabilities);
  for (std::size_t i = 0; i < sets.size(); ++i)
    sets[i] = i;
  return table_of(sets, sets.size() - 1);
}

/// The empty set and others of any of 64 capabilities.
Table of_named_sets(std::size_t count) {
  std::mt19937_64 random(1);
  std::set<std::uint64_t> sets{0};
  while (sets.size() < count)
    sets.insert(random());
  return table_of({sets.begin(), sets.end()}, ~std::uint64_t{0});
}

/// One look-up after another, each of a set that only the one before tells.
void run(benchmark::State& state, const Table& table) {
  std::vector<std::uint64_t> asked = table.sets;
  asked.resize(std::bit_floor(asked.size()));
  const std::size_t last = asked.size() - 1;
  std::size_t found = 0; // every filter's length is 1
  for (auto _ : state) {
    const Filter filter = filter_for(table.table, asked[found & last]);
    found += filter.length;
    benchmark::DoNotOptimize(filter.instructions);
  }
  if (found != static_cast<std::size_t>(state.iterations()))
    state.SkipWithError("a set was not found");
  state.counters["slots"] = static_cast<double>(table.slots.size());
}

} // namespace

int main(int argc, char** argv) {
  const Table base = of_all_sets(0);
  const Table eight = of_named_sets(9);
  const Table most_named = of_named_sets(65);
  const Table harness = of_all_sets(8);
  const Table most = of_all_sets(10);
  benchmark::RegisterBenchmark("the base alone", run, base);
  benchmark::RegisterBenchmark("8 named sets", run, eight);
  benchmark::RegisterBenchmark("64 named sets", run, most_named);
  benchmark::RegisterBenchmark("all of 8 capabilities", run, harness);
  benchmark::RegisterBenchmark("all of 10 capabilities", run, most);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
