// The proof against the interpreter, on random programs, and against the slow, obvious
// compiler, on random rulings and mutants of what it writes.
#include <doctest/doctest.h>

#include <vector>

#include "bpf/random_program.hpp"
#include "proof/mutate.hpp"
#include "proof/naive_program.hpp"
#include "proof/program_diagram.hpp"
#include "proof/proof.hpp"
#include "ruleset/random_formula.hpp"
#include "support/diagram_value.hpp"

namespace {

using namespace callgate;
using arch::ByteOrder;
using bpf::Instruction;

/// The program, with returns of the accumulator replaced by questions about it, which
/// the proof can follow.
std::vector<Instruction> asking(std::vector<Instruction> program, test::Random& random) {
  using namespace bpf::op;
  for (std::size_t at = 0; at < program.size(); ++at) {
    if (program[at].code == ret_a)
      program[at] = {ja, 0, 0, static_cast<std::uint32_t>(program.size() - at - 1)};
  }
  const auto bits = static_cast<std::uint32_t>(random.bits());
  const Instruction questions[] = {{jset, 2, 0, bits & bits >> 7 & bits >> 13},
                                   {jgt, 2, 0, bits >> random.below(32)},
                                   {ret_k, 0, 0, 1000001},
                                   {ret_k, 0, 0, 1000002},
                                   {ret_k, 0, 0, 1000003}};
  program.insert(program.end(), std::begin(questions), std::end(questions));
  return program;
}

/// Two tokens, a few numbers, decisions with clauses; now and then an order of bytes.
ruleset::Rulings random_rulings(tests::Random& random) {
  ruleset::Rulings rulings{arch::Family::x86,
                           random.one_in(2) ? ByteOrder::little : ByteOrder::big,
                           {},
                           {bpf::ActionKind::trap}};
  for (const std::uint32_t token : {0xC000003EU, 0x40000003U}) {
    ruleset::Ruleset ruleset{token, {}, {}};
    std::uint32_t first = 0;
    while (random.below(3) != 0) {
      const std::uint32_t last = first + static_cast<std::uint32_t>(random.below(3));
      ruleset.intervals.push_back({first, last, tests::random_decision(random, 2, 1)});
      first = last + 1;
    }
    ruleset.intervals.push_back({first, UINT32_MAX, tests::random_decision(random, 1, 1)});
    rulings.rulesets.push_back(std::move(ruleset));
  }
  return rulings;
}

/// A call that comes close to something in the rulings.
bpf::CallData telling_call(tests::Random& random, const ruleset::Rulings& rulings) {
  const auto& ruleset = rulings.rulesets[random.below(rulings.rulesets.size())];
  const auto& interval = ruleset.intervals[random.below(ruleset.intervals.size())];
  bpf::CallData call{.number = random.one_in(2) ? interval.first : interval.last,
                     .token = ruleset.token,
                     .instruction_pointer = random.bits(),
                     .arguments = {}};
  const auto& clauses = interval.decision.clauses;
  const ruleset::Formula anything{ruleset::All{}};
  call.arguments = tests::telling_registers(
      random, clauses.empty() ? anything : clauses[random.below(clauses.size())].when);
  if (random.one_in(20)) call.token ^= 1U << random.below(32);
  return call;
}

bool is_right(const bpf::Program& program, const ruleset::Rulings& rulings,
              const bpf::CallData& call) {
  return bpf::run(program, call, rulings.byte_order).value ==
         bpf::return_value(ruleset::action_for(rulings, call));
}

/// Whether the proof can follow the program without much ado.
bool is_simple(const bpf::Program& program, ByteOrder order) {
  diagram::Diagrams diagrams(100'000);
  return std::holds_alternative<diagram::Node>(proof::diagram_of(diagrams, program, order));
}

} // namespace

TEST_CASE("a random program's diagram returns what the interpreter does") {
  test::Random random(31);
  int followed = 0, not_followed = 0;
  for (int round = 0; round < 6000; ++round) {
    const auto program = asking(test::random_instructions(random), random);
    auto checked = bpf::Program::check(program);
    if (!std::holds_alternative<bpf::Program>(checked)) continue;
    const bpf::Program& good = std::get<bpf::Program>(checked);
    const ByteOrder order = random.one_in(2) ? ByteOrder::little : ByteOrder::big;
    diagram::Diagrams diagrams(200'000);
    const auto result = proof::diagram_of(diagrams, good, order);
    if (const auto* unmodelled = std::get_if<proof::Unmodelled>(&result)) {
      CHECK(unmodelled->instruction < good.size());
      ++not_followed;
      continue;
    }
    ++followed;
    for (int input = 0; input < 40; ++input) {
      bpf::CallData call = test::random_call(program, {}, random);
      if (random.one_in(2)) call.token = call.number ^ random.below(2);
      if (random.one_in(2)) call.instruction_pointer = call.arguments[0];
      if (tests::value_at(diagrams, std::get<diagram::Node>(result), call) !=
          bpf::run(good, call, order).value)
        FAIL("round " << round);
    }
  }
  MESSAGE(followed << " programs followed, " << not_followed << " refused");
  CHECK(followed > 1500);
  CHECK(not_followed > 50);
}

TEST_CASE("what the obvious compiler writes is proven, and its mutants are refuted or right") {
  tests::Random random(32);
  std::mt19937_64 engine(33);
  int proven = 0, refuted = 0, equal = 0, refused = 0;
  for (int round = 0; round < 150; ++round) {
    const ruleset::Rulings rulings = random_rulings(random);
    const auto written = tests::naive_program(rulings, random);
    auto checked = bpf::Program::check(written);
    REQUIRE(std::holds_alternative<bpf::Program>(checked));
    const auto result = proof::prove(std::get<bpf::Program>(checked), rulings);
    const auto* wrong = std::get_if<proof::Refutation>(&result);
    REQUIRE_MESSAGE(wrong == nullptr, "round " << round << ": " << wrong->reason);
    ++proven;
    for (const tests::Mutation& mutation : tests::all_mutations()) {
      auto mutant = written;
      if (!mutation.apply(mutant, engine)) continue;
      auto accepted = bpf::Program::check(mutant);
      if (!std::holds_alternative<bpf::Program>(accepted)) continue;
      const bpf::Program& program = std::get<bpf::Program>(accepted);
      if (!is_simple(program, rulings.byte_order)) {
        ++refused;
        continue;
      }
      const auto judged = proof::prove(program, rulings);
      if (const auto* refutation = std::get_if<proof::Refutation>(&judged)) {
        ++refuted;
        REQUIRE(refutation->witness);
        CHECK_FALSE(is_right(program, rulings, *refutation->witness));
        continue;
      }
      ++equal;
      for (int input = 0; input < 300; ++input)
        if (!is_right(program, rulings, telling_call(random, rulings)))
          FAIL("a wrong program was called proven in round " << round);
    }
  }
  MESSAGE(proven << " proven; mutants: " << refuted << " refuted, " << equal << " equal, "
                 << refused << " refused");
  CHECK(refuted > 300);
  CHECK(equal > 30);
}
