// Policy evaluator = rulings = interpreter, on the harness policy and on random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "bpf/cache.hpp"
#include "diagnostic/render.hpp"
#include "pipeline/compile.hpp"
#include "support/agreement.hpp"
#include "support/random_policy.hpp"

namespace {

using namespace callgate;

diagnostic::Source read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return {path.filename().string(), text.str()};
}

diagnostic::Source harness() {
  return read(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
}

pipeline::Compilation compile_good(const diagnostic::Source& source,
                                   const pipeline::Request& request) {
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
  INFO(diagnostic::render_text(source, diagnostics, diagnostic::Colour::never));
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result));
}

/// Whether Linux answers every number that is plainly allowed from its bitmap.
bool are_plain_numbers_cached(const proof::ProvenFilter& filter) {
  for (const ruleset::Ruleset& ruleset : filter.rulings().rulesets) {
    for (const ruleset::Interval& interval : ruleset.intervals) {
      const bool is_plain = interval.decision == ruleset::Decision{{bpf::ActionKind::allow}};
      if (is_plain && !bpf::is_cached(filter.program(), ruleset.token, interval.first))
        return false;
    }
  }
  return true;
}

} // namespace

TEST_CASE("the harness policy means the same to every engine, on every ABI") {
  const diagnostic::Source source = harness();
  std::vector<std::string> choices{"none", "all"};
  const auto known = compile_good(source, {{"x86_64"}, {}});
  for (const policy::Table& table : known.analysis.policy->capabilities)
    choices.push_back(table.capability.value());
  REQUIRE(choices.size() == 10);
  std::uint64_t asked = 0;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    CAPTURE(facts.name);
    for (const std::string& choice : choices) {
      CAPTURE(choice);
      const auto compilation = compile_good(source, {{std::string(facts.name)}, {choice}});
      CHECK(tests::disagreement(compilation, asked) == "");
    }
  }
  MESSAGE(asked << " inputs");
}

TEST_CASE("the policies from the field mean the same to every engine, and are small") {
  struct Row {
    const char* name;
    std::vector<std::string> abis;
    std::size_t most_instructions; ///< of the first ABI's filter, all capabilities chosen
  };
  const Row rows[] = {
      {"docker", {"x86_64", "aarch64"}, 65},
      {"firecracker-api", {"x86_64"}, 65},
      {"firecracker-vcpu", {"x86_64"}, 80},
      {"firecracker-vmm", {"x86_64"}, 115},
      {"harness", {"x86_64", "x32", "i386"}, 225},
      {"pure-compute", {"x86_64"}, 25},
      {"seccomp-strict", {"x86_64"}, 8},
      {"system-service", {"x86_64"}, 55},
      {"pure-compute", {"aarch64", "arm", "s390x", "mips_n64", "mips_n32", "mips_o32"}, 50},
      {"system-service", {"aarch64", "arm", "s390x", "mips_n64", "mips_n32", "mips_o32"}, 200},
  };
  const std::filesystem::path folder = CALLGATE_SOURCE_DIR "/bench/policies";
  std::uint64_t asked = 0;
  for (const Row& row : rows) {
    INFO(row.name);
    const diagnostic::Source source = read(folder / (std::string(row.name) + ".toml"));
    const auto compilation = compile_good(source, {row.abis, {"all"}});
    CHECK(tests::disagreement(compilation, asked) == "");
    CHECK(compilation.filters[0].program().size() <= row.most_instructions);
    for (const proof::ProvenFilter& filter : compilation.filters)
      CHECK(are_plain_numbers_cached(filter));
  }
  MESSAGE(asked << " inputs");
}

TEST_CASE("random policies mean the same to every engine") {
  const std::vector<std::vector<arch::Abi>> groups{
      {arch::Abi::x86_64},
      {arch::Abi::x86_64, arch::Abi::x32, arch::Abi::i386},
      {arch::Abi::x32},
      {arch::Abi::aarch64, arch::Abi::arm},
      {arch::Abi::s390x, arch::Abi::s390},
      {arch::Abi::mips_n64, arch::Abi::mips_n32, arch::Abi::mips_o32},
      {arch::Abi::mipsel_n64},
      {arch::Abi::i386},
      {arch::Abi::mips_o32},
      {arch::Abi::mips_n32},
      {arch::Abi::s390x},
      {arch::Abi::arm},
      {arch::Abi::aarch64},
      {arch::Abi::alpha},
      {arch::Abi::riscv64, arch::Abi::riscv32},
  };
  std::mt19937 random(20261122);
  std::uint64_t asked = 0;
  int compiled = 0;
  for (int round = 0; round < 480; ++round) {
    const auto& abis = groups[static_cast<std::size_t>(round) % groups.size()];
    const diagnostic::Source source("random.toml", tests::random_policy(random, abis));
    pipeline::Request request{{}, {round % 3 == 0 ? "none" : "all"}};
    for (const arch::Abi abi : abis)
      request.abis.emplace_back(arch::facts(abi).name);
    diagnostic::Diagnostics diagnostics;
    auto result = pipeline::compile(source, request, pipeline::Strictness::lenient, diagnostics);
    CAPTURE(source.text());
    // What is refused must be refused for a reason that the policy can have.
    if (!std::holds_alternative<pipeline::Compilation>(result)) {
      for (const auto& found : diagnostics.sorted()) {
        if (found.severity == diagnostic::Severity::warning) continue;
        const bool expected = found.code == "conflict" || found.code == "capability-narrows" ||
                              found.code == "empty-policy" || found.code == "never-holds" ||
                              found.code == "bypass";
        CHECK_MESSAGE(expected, found.code << ": " << found.message);
      }
      continue;
    }
    ++compiled;
    for (const proof::ProvenFilter& filter : std::get<pipeline::Compilation>(result).filters)
      CHECK(are_plain_numbers_cached(filter));
    CHECK(tests::disagreement(std::get<pipeline::Compilation>(result), asked) == "");
  }
  MESSAGE(compiled << " policies, " << asked << " inputs");
  CHECK(compiled >= 300);
}
