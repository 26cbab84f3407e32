// What a compile costs, stage by stage, and how it grows with the policy. Nothing here
// asserts a time: README.md says how to read the numbers.
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "arch/calls.hpp"
#include "diagnostic/render.hpp"
#include "graph/link.hpp"
#include "graph/order.hpp"
#include "graph/plan.hpp"
#include "pipeline/compile.hpp"
#include "policy/parse.hpp"
#include "proof/proof.hpp"
#include "ruleset/check.hpp"

namespace {

using namespace callgate;
using diagnostic::Diagnostics;
using diagnostic::Source;

/// A policy text and what is compiled of it.
struct Subject {
  std::string name;
  Source source;
  pipeline::Request request;
};

pipeline::Compilation compile(const Subject& subject) {
  Diagnostics diagnostics;
  auto result = pipeline::compile(subject.source, subject.request, pipeline::Strictness::lenient,
                                  diagnostics);
  if (auto* good = std::get_if<pipeline::Compilation>(&result)) return std::move(*good);
  std::cerr << subject.name << " does not compile\n"
            << diagnostic::render_text(subject.source, diagnostics, diagnostic::Colour::never);
  std::exit(1);
}

void run_parse(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(policy::parse(subject.source, diagnostics));
  }
}

void run_resolve(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = compile(subject);
  const auto& [policy, selection, resolutions] = compiled.analysis;
  for (auto _ : state) {
    Diagnostics diagnostics;
    ruleset::check(*policy, selection.abis, diagnostics);
    benchmark::DoNotOptimize(ruleset::resolve(*policy, selection));
  }
}

void run_generate(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = compile(subject);
  const ruleset::Rulings& rulings = compiled.filters[0].rulings();
  for (auto _ : state) {
    const graph::Plan plan = graph::plan(rulings);
    benchmark::DoNotOptimize(graph::link(plan, graph::order(plan)));
  }
}

void run_prove(benchmark::State& state, const Subject& subject) {
  const pipeline::Compilation compiled = compile(subject);
  const proof::ProvenFilter& filter = compiled.filters[0];
  for (auto _ : state)
    benchmark::DoNotOptimize(proof::prove(filter.program(), filter.rulings()));
}

void run_whole(benchmark::State& state, const Subject& subject) {
  for (auto _ : state)
    benchmark::DoNotOptimize(compile(subject));
  state.counters["instructions"] =
      static_cast<double>(compile(subject).filters[0].program().size());
}

struct Stage {
  const char* name;
  void (*run)(benchmark::State&, const Subject&);
};

constexpr Stage stages[] = {
    {"parse", run_parse}, {"check+resolve", run_resolve}, {"plan+order+link", run_generate},
    {"prove", run_prove}, {"whole", run_whole},
};

std::string text_of(const std::string& policy) {
  std::ostringstream text;
  text << std::ifstream(CALLGATE_SOURCE_DIR "/bench/policies/" + policy + ".toml").rdbuf();
  return text.str();
}

/// The first `count` calls of a large table, every second one allowed and the others
/// logged: no two neighbours share a decision, which is the worst that a search can meet.
std::string alternating_text(std::size_t count) {
  std::string allow, log;
  for (std::size_t i = 0; i < count; ++i)
    (i % 2 == 0 ? allow : log) += "\"" + std::string(arch::calls(arch::Abi::i386)[i].name) + "\", ";
  return "[base]\nallow = [" + allow + "]\nlog = [" + log + "]\n";
}

std::vector<Subject> subjects() {
  std::vector<Subject> all;
  for (const char* capabilities : {"none", "all"})
    all.push_back({std::string("harness-") + capabilities,
                   {"harness.toml", text_of("harness")},
                   {{"x86_64"}, {capabilities}}});
  for (const char* policy : {"docker", "firecracker-vmm", "system-service"})
    all.push_back({policy, {"policy.toml", text_of(policy)}, {{"x86_64"}, {}}});
  for (const std::size_t count : {64U, 256U, 450U})
    all.push_back({std::to_string(count) + "-calls",
                   {"alternating.toml", alternating_text(count)},
                   {{"i386"}, {}}});
  return all;
}

} // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::vector<Subject> measured = subjects();
  for (const Subject& subject : measured) {
    for (const Stage& stage : stages)
      benchmark::RegisterBenchmark((subject.name + "/" + stage.name).c_str(),
                                   [&](benchmark::State& state) { stage.run(state, subject); });
  }
  benchmark::RunSpecifiedBenchmarks();
}
