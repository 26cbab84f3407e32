// Each of the 256 sets of the harness policy's capabilities, as the emitted header has it,
// against the policy read word for word.
#include <doctest/doctest.h>

#include <callgate/runtime.h>

#include <cstddef>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "bpf/interpreter.hpp"
#include "pipeline/compile.hpp"
#include "policy/evaluate.hpp"
#include "support/telling.hpp"

#include "all.hpp"

namespace {

using namespace callgate;

pipeline::SetsCompilation compiled_harness() {
  std::ifstream file(CALLGATE_SOURCE_DIR "/docs/examples/harness.toml");
  std::ostringstream text;
  text << file.rdbuf();
  diagnostic::Diagnostics diagnostics;
  pipeline::Request request;
  request.sets.emplace();
  auto result = pipeline::compile_sets({"harness.toml", text.str()}, request,
                                       pipeline::Strictness::lenient, diagnostics);
  return std::get<pipeline::SetsCompilation>(std::move(result));
}

bpf::Program program_of(const Filter& filter) {
  std::vector<bpf::Instruction> instructions;
  instructions.reserve(filter.length);
  for (std::size_t i = 0; i < filter.length; ++i) {
    const sock_filter& each = filter.instructions[i];
    instructions.push_back({each.code, each.jt, each.jf, each.k});
  }
  return std::get<bpf::Program>(bpf::Program::check(std::move(instructions)));
}

} // namespace

TEST_CASE("all 256 sets of eight capabilities decide as the policy says") {
  const auto compilation = compiled_harness();
  const policy::Policy& policy = *compilation.analysis.policy;
  const std::vector<arch::Abi>& abis = compilation.analysis.selection.abis;
  REQUIRE(policy.capabilities.size() == 8);
  std::mt19937_64 random(256);
  std::uint64_t asked = 0;
  std::uint64_t wrong = 0;
  for (unsigned bits = 0; bits < 256; ++bits) {
    CAPTURE(bits);
    const Filter filter = harness_policy::filter(static_cast<harness_policy::Capability>(bits));
    REQUIRE(filter.length > 0);
    const bpf::Program program = program_of(filter);
    policy::Selection selection{abis, {}};
    for (unsigned i = 0; i < 8; ++i)
      if ((bits >> i & 1) != 0)
        selection.capabilities.push_back(*policy.capabilities[i].capability);
    const policy::Evaluator evaluate(policy, selection);
    const auto& rulings = compilation.sets[bits].built->filters.front().rulings();
    for (const auto [token, number] : tests::telling_questions(rulings)) {
      const bpf::CallData call{
          .number = number,
          .token = token,
          .arguments = {random(), random(), random(), random(), random(), random()}};
      const bpf::Execution execution = bpf::run(program, call, rulings.byte_order);
      if (execution.value != bpf::return_value(evaluate(call))) ++wrong;
      ++asked;
    }
  }
  CHECK(wrong == 0);
  MESSAGE("questions: " << asked);
}

TEST_CASE("bits that stand for nothing change nothing") {
  std::mt19937_64 random(3);
  for (unsigned bits = 0; bits < 256; ++bits) {
    const Filter filter = harness_policy::filter(static_cast<harness_policy::Capability>(bits));
    const std::uint64_t more = bits | (random() & ~std::uint64_t{0xff});
    const Filter same = harness_policy::filter(static_cast<harness_policy::Capability>(more));
    CHECK(same.instructions == filter.instructions);
    CHECK(same.length == filter.length);
  }
}
