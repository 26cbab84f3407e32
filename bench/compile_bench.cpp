// What a compile costs, stage by stage, how it grows with the policy, and what another
// compiler takes for the same. Nothing here asserts a time: README.md says how to read the
// numbers.
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <utility>
#include <vector>

#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "libseccomp.hpp"
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

void run_check(benchmark::State& state, const Subject& subject) {
  const pipeline::Analysis analysis = std::move(bench::compile(subject).analysis);
  for (auto _ : state) {
    Diagnostics diagnostics;
    ruleset::check(*analysis.policy, analysis.selection.abis, diagnostics);
    benchmark::DoNotOptimize(diagnostics);
  }
}

void run_resolve(benchmark::State& state, const Subject& subject) {
  const pipeline::Analysis analysis = std::move(bench::compile(subject).analysis);
  for (auto _ : state)
    benchmark::DoNotOptimize(ruleset::resolve(*analysis.policy, analysis.selection));
}

void run_plan(benchmark::State& state, const Subject& subject) {
  const pipeline::Analysis analysis = std::move(bench::compile(subject).analysis);
  for (auto _ : state)
    benchmark::DoNotOptimize(graph::plan(analysis.resolutions[0].rulings, analysis.objective));
}

void run_link(benchmark::State& state, const Subject& subject) {
  const pipeline::Analysis analysis = std::move(bench::compile(subject).analysis);
  const graph::Plan plan = graph::plan(analysis.resolutions[0].rulings, analysis.objective);
  for (auto _ : state)
    benchmark::DoNotOptimize(graph::link(plan, graph::order(plan)));
}

void run_prove(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = bench::compile(subject);
  const proof::ProvenFilter& filter = compiled.filters[0];
  for (auto _ : state)
    benchmark::DoNotOptimize(proof::prove(filter.program(), filter.rulings()));
}

/// From the text to a program that the kernel would take, and that nobody has proven.
bpf::Program compile_unproven(const Subject& subject) {
  Diagnostics diagnostics;
  const auto analysed = pipeline::analyse(subject.source, subject.request,
                                          pipeline::Strictness::lenient, diagnostics);
  const auto& analysis = std::get<pipeline::Analysis>(analysed);
  const graph::Plan plan = graph::plan(analysis.resolutions[0].rulings, analysis.objective);
  auto program = bpf::Program::check(graph::link(plan, graph::order(plan)));
  return std::get<bpf::Program>(std::move(program));
}

void run_unproven(benchmark::State& state, const Subject& subject) {
  for (auto _ : state)
    benchmark::DoNotOptimize(compile_unproven(subject));
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
    {"parse", run_parse}, {"check", run_check},       {"resolve", run_resolve},
    {"plan", run_plan},   {"order+link", run_link},   {"prove", run_prove},
    {"whole", run_whole}, {"unproven", run_unproven},
};

} // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
  const std::vector<Subject> measured = bench::subjects();
  for (const Subject& subject : measured) {
    for (const Stage& stage : stages)
      benchmark::RegisterBenchmark((subject.name + "/" + stage.name).c_str(),
                                   [&](benchmark::State& state) { stage.run(state, subject); });
  }
  bench::register_libseccomp(bench::profiles());
  benchmark::RunSpecifiedBenchmarks();
  return EXIT_SUCCESS;
}
