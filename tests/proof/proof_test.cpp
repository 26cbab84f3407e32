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
  return bpf::return_value(ruleset::action_for(rulings, data));
}

/// Questions about every constant of a program and its neighbours, in both words.
void add_constants(const std::vector<bpf::Instruction>& program, const ruleset::Rulings& rulings,
                   std::vector<tests::Question>& questions) {
  for (const bpf::Instruction& instruction : program) {
    for (const std::uint32_t value : {instruction.k - 1, instruction.k, instruction.k + 1}) {
      questions.push_back({value, 0});
      questions.push_back({value, value});
      for (const ruleset::Ruleset& ruleset : rulings.rulesets)
        questions.push_back({ruleset.token, value});
    }
  }
}

constexpr std::uint32_t token = 0xC000003E;
constexpr std::uint32_t kill = 0x80000000;
constexpr std::uint32_t allow = 0x7FFF0000;

/// Number 5 is allowed under one token, everything else is killed.
ruleset::Rulings allow_five() {
  const ruleset::Decision killed{{bpf::ActionKind::kill_process}};
  const ruleset::Decision allowed{{bpf::ActionKind::allow}};
  return {
      arch::Family::x86,
      arch::ByteOrder::little,
      {{token, {arch::Abi::x86_64}, {{0, 4, killed}, {5, 5, allowed}, {6, UINT32_MAX, killed}}}},
      {bpf::ActionKind::kill_process}};
}

} // namespace

TEST_CASE("a program that is wrong in one stretch alone is refuted there") {
  using namespace bpf::op;
  const std::uint32_t number = bpf::offset::number, arch = bpf::offset::token;
  struct Row {
    std::string_view fault;
    std::vector<bpf::Instruction> program;
  };
  const Row rows[] = {
      {"a foreign token is let through",
       {{ld_abs, 0, 0, arch},
        {jeq, 1, 0, token},
        {jeq, 3, 2, 0xDEAD},
        {ld_abs, 0, 0, number},
        {jeq, 1, 0, 5},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"tokens below the served one are let through",
       {{ld_abs, 0, 0, arch},
        {jeq, 1, 0, token},
        {jge, 2, 3, token},
        {ld_abs, 0, 0, number},
        {jeq, 1, 0, 5},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"numbers above a constant are let through",
       {{ld_abs, 0, 0, arch},
        {jeq, 0, 3, token},
        {ld_abs, 0, 0, number},
        {jeq, 2, 0, 5},
        {jgt, 1, 0, 1000},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"the highest number is let through",
       {{ld_abs, 0, 0, arch},
        {jeq, 0, 3, token},
        {ld_abs, 0, 0, number},
        {jeq, 2, 0, 5},
        {jgt, 1, 0, UINT32_MAX - 1},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"a number is let through behind an unconditional jump",
       {{ld_abs, 0, 0, arch},
        {jeq, 0, 5, token},
        {ld_abs, 0, 0, number},
        {jeq, 4, 0, 5},
        {ja, 0, 0, 1},
        {ret_k, 0, 0, kill},
        {jeq, 1, 0, 4321},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"the accumulator is asked before anything is loaded",
       {{jeq, 5, 0, 0},
        {ld_abs, 0, 0, arch},
        {jeq, 0, 2, token},
        {ld_abs, 0, 0, number},
        {jeq, 1, 0, 5},
        {ret_k, 0, 0, kill},
        {ret_k, 0, 0, allow}}},
      {"the token is compared where the number was meant",
       {{ld_abs, 0, 0, number},
        {jeq, 0, 3, 5},
        {ld_abs, 0, 0, arch},
        {jge, 0, 1, token},
        {ret_k, 0, 0, allow},
        {ret_k, 0, 0, kill}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fault);
    auto program = bpf::Program::check(row.program);
    REQUIRE(std::holds_alternative<bpf::Program>(program));
    const bpf::Program checked = std::get<bpf::Program>(program);
    const auto proven = proof::prove(checked, allow_five());
    REQUIRE(std::holds_alternative<proof::Refutation>(proven));
    const auto& witness = std::get<proof::Refutation>(proven).witness;
    REQUIRE(witness);
    CHECK(bpf::run(checked, *witness, arch::ByteOrder::little).value !=
          wanted(allow_five(), *witness));
  }
}

TEST_CASE("rulings that are not total are refused") {
  const std::vector<bpf::Instruction> killer{{bpf::op::ret_k, 0, 0, kill}};
  const ruleset::Decision killed{{bpf::ActionKind::kill_process}};
  const std::vector<ruleset::Interval> lists[] = {
      {},
      {{1, UINT32_MAX, killed}},
      {{0, 7, killed}},
      {{0, 7, killed}, {9, UINT32_MAX, killed}},
      {{0, 7, killed}, {7, UINT32_MAX, killed}},
  };
  for (const auto& intervals : lists) {
    auto program = bpf::Program::check(killer);
    const ruleset::Rulings rulings{arch::Family::x86,
                                   arch::ByteOrder::little,
                                   {{token, {arch::Abi::x86_64}, intervals}},
                                   {bpf::ActionKind::kill_process}};
    CHECK(std::holds_alternative<proof::Refutation>(
        proof::prove(std::get<bpf::Program>(std::move(program)), rulings)));
  }
  ruleset::Rulings twice = allow_five();
  twice.rulesets.push_back(twice.rulesets[0]);
  auto program = bpf::Program::check(killer);
  CHECK(std::holds_alternative<proof::Refutation>(
      proof::prove(std::get<bpf::Program>(std::move(program)), twice)));
}

TEST_CASE("every mutant is refuted by a true witness or means the same") {
  const proof::ProvenFilter good = compile(text);
  const ruleset::Rulings& rulings = good.rulings();
  const auto general = tests::telling_questions(rulings);
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
      if (!refutation->witness) {
        ++unmodelled;
        continue;
      }
      ++refuted;
      const auto ran = bpf::run(program, *refutation->witness, rulings.byte_order);
      CHECK(ran.value != wanted(rulings, *refutation->witness));
      CHECK(ran.returned_at == refutation->instruction);
      continue;
    }
    ++equal;
    auto questions = general;
    add_constants(mutant, rulings, questions);
    for (const auto [token, number] : questions) {
      // A mutant may look at the rest of seccomp_data.
      bpf::CallData data{.number = number, .token = token, .instruction_pointer = random()};
      data.arguments.fill(random());
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
