// The proof can fail: mutants of a good program are refuted with a witness, or really
// mean the same.
#include <doctest/doctest.h>

#include <random>

#include "pipeline/compile.hpp"
#include "support/agreement.hpp"

namespace {

using namespace callgate;

proof::ProvenFilter compile(const std::string& toml) {
  diagnostic::Diagnostics diagnostics;
  auto result = pipeline::compile({"policy.toml", toml}, {{"x86_64", "i386"}, {}},
                                  pipeline::Strictness::lenient, diagnostics);
  REQUIRE(std::holds_alternative<pipeline::Compilation>(result));
  return std::get<pipeline::Compilation>(std::move(result)).filters.front();
}

const std::string text = R"(
[policy]
known_through = "6.1"
newer = "errno ENOSYS"
[base]
allow = ["read", "write", "close", "exit_group", "mmap", "brk", "futex", "openat", "fstat"]
log = ["clock_settime", "settimeofday"]
errno = { EPERM = ["mount", "umount2"], ENOSYS = ["clone3"] }
trap = ["ptrace"]
)";

/// One change somewhere in the program.
void mutate(std::vector<bpf::Instruction>& program, std::mt19937& random) {
  bpf::Instruction& victim = program[random() % program.size()];
  const std::size_t at = random() % program.size();
  switch (random() % 8) {
  case 0:
    victim.k += random() % 2 ? 1 : UINT32_MAX;
    break;
  case 1:
    victim.k ^= 1U << random() % 32;
    break;
  case 2:
    victim.jt = static_cast<std::uint8_t>(victim.jt + random() % 3 - 1);
    break;
  case 3:
    victim.jf = static_cast<std::uint8_t>(victim.jf + random() % 3 - 1);
    break;
  case 4:
    victim.code ^= 0x10;
    break;
  case 5:
    std::swap(victim, program[at]);
    break;
  case 6:
    program.erase(program.begin() + static_cast<std::ptrdiff_t>(at));
    break;
  default:
    program.insert(program.begin() + static_cast<std::ptrdiff_t>(at), program[at]);
    break;
  }
}

std::uint32_t wanted(const ruleset::Rulings& rulings, const bpf::CallData& data) {
  return bpf::return_value(ruleset::action_for(rulings, data.token, data.number));
}

} // namespace

TEST_CASE("every mutant is refuted by a true witness or means the same") {
  const proof::ProvenFilter good = compile(text);
  const ruleset::Rulings& rulings = good.rulings();
  const auto questions = tests::telling_questions(rulings);
  std::mt19937 random(11);
  int refuted = 0, equal = 0, unacceptable = 0, unmodelled = 0;
  for (int i = 0; i < 4000; ++i) {
    const auto original = good.program().instructions();
    std::vector<bpf::Instruction> mutant(original.begin(), original.end());
    mutate(mutant, random);
    auto checked = bpf::Program::check(mutant);
    if (std::holds_alternative<bpf::Rejection>(checked)) {
      ++unacceptable;
      continue;
    }
    const bpf::Program program = std::get<bpf::Program>(std::move(checked));
    const auto proven = proof::prove(program, rulings);
    if (const auto* refutation = std::get_if<proof::Refutation>(&proven)) {
      if (refutation->reason.find("no model") != std::string::npos) {
        ++unmodelled;
        continue;
      }
      ++refuted;
      const auto ran = bpf::run(program, refutation->witness, rulings.byte_order);
      CHECK(ran.value != wanted(rulings, refutation->witness));
      CHECK(ran.returned_at == refutation->instruction);
      continue;
    }
    ++equal;
    for (const auto [token, number] : questions) {
      const bpf::CallData data{.number = number, .token = token};
      if (bpf::run(program, data, rulings.byte_order).value != wanted(rulings, data))
        FAIL("a wrong program was called proven");
    }
  }
  MESSAGE(refuted << " refuted, " << equal << " equal, " << unacceptable
                  << " not acceptable to a kernel, " << unmodelled << " not modelled");
  CHECK(refuted > 1000);
  CHECK(equal > 0);
  CHECK(unmodelled > 0);
}

TEST_CASE("the proof refuses what it has no model of") {
  const proof::ProvenFilter good = compile(text);
  const bpf::Instruction refused[] = {
      {bpf::op::ld_abs, 0, 0, bpf::offset::arguments},
      {bpf::op::jset, 0, 0, 1},
      {bpf::op::and_, 0, 0, UINT32_MAX},
      {bpf::op::tax, 0, 0, 0},
      {bpf::op::ld_imm, 0, 0, 0},
  };
  for (const bpf::Instruction& instruction : refused) {
    CAPTURE(instruction.code);
    const auto original = good.program().instructions();
    std::vector<bpf::Instruction> mutant(original.begin(), original.end());
    mutant.insert(mutant.begin(), instruction);
    auto program = bpf::Program::check(mutant);
    REQUIRE(std::holds_alternative<bpf::Program>(program));
    const auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), good.rulings());
    REQUIRE(std::holds_alternative<proof::Refutation>(proven));
    CHECK(std::get<proof::Refutation>(proven).instruction == 0);
  }
}
