// What a compile costs, stage by stage, and how it grows with the policy. Nothing here
// asserts a time: README.md says how to read the numbers.
#include <benchmark/benchmark.h>
#include <utility>
#include <vector>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "policy/parse.hpp"
#include "proof/proof.hpp"
#include "ruleset/check.hpp"
#include "subjects.hpp"

namespace {

using namespace callgate;
using bench::Subject;
using diagnostic::Diagnostics;

void run_parse(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(policy::parse(subject.source, diagnostics));
  }
}

void run_resolve(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = bench::compile(subject);
  const auto& [policy, selection, resolutions, objective] = compiled.analysis;
  for (auto _ : state) {
    Diagnostics diagnostics;
    ruleset::check(*policy, selection.abis, diagnostics);
    benchmark::DoNotOptimize(ruleset::resolve(*policy, selection));
  }
}

void run_generate(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = bench::compile(subject);
  const ruleset::Rulings& rulings = compiled.filters[0].rulings();
  for (auto _ : state) {
    const graph::Plan plan = graph::plan(rulings);
    benchmark::DoNotOptimize(graph::link(plan, graph::order(plan)));
  }
}

void run_prove(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = bench::compile(subject);
  const proof::ProvenFilter& filter = compiled.filters[0];
  for (auto _ : state)
    benchmark::DoNotOptimize(proof::prove(filter.program(), filter.rulings()));
}

void run_whole(benchmark::State& state, const Subject& subject) {
  for (auto _ : state)
    benchmark::DoNotOptimize(bench::compile(subject));
  state.counters["instructions"] =
      static_cast<double>(bench::compile(subject).filters[0].program().size());
}

struct Stage {
  const char* name;
  void (*run)(benchmark::State&, const Subject&);
};

constexpr Stage stages[] = {
    {"parse", run_parse}, {"check+resolve", run_resolve}, {"plan+order+link", run_generate},
    {"prove", run_prove}, {"whole", run_whole},
};

} // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::vector<Subject> measured = bench::subjects();
  for (const Subject& subject : measured) {
    for (const Stage& stage : stages)
      benchmark::RegisterBenchmark((subject.name + "/" + stage.name).c_str(),
                                   [&](benchmark::State& state) { stage.run(state, subject); });
  }
  benchmark::RunSpecifiedBenchmarks();
}
