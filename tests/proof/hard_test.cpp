// Decisions that are cases of their own in the proof, because the standard order of bits
// makes too much of them: right programs are proven, wrong ones refuted by a true witness,
// wherever they are wrong.
#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "proof/cases.hpp"
#include "proof/naive_program.hpp"
#include "proof/proof.hpp"
#include "ruleset/random_formula.hpp"

namespace {

using namespace callgate;
using bpf::Action;
using bpf::ActionKind;
using ruleset::Decision;
using ruleset::Formula;
using ruleset::Rulings;

constexpr Action killed{ActionKind::kill_process};
constexpr Action allowed{ActionKind::allow};

Formula has(std::uint8_t slot, std::uint64_t bit) {
  return {ruleset::Test{{slot, std::nullopt, 64}, bit, {{bit, bit}}}};
}

/// One alternative a bit, which has to be set in both registers.
Formula shared_bit(std::uint8_t one, std::uint8_t other, int bits) {
  std::vector<Formula> alternatives;
  for (int i = 0; i < bits; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << (i * 5 % 64);
    alternatives.push_back({ruleset::All{{has(one, bit), has(other, bit)}}});
  }
  return {ruleset::Any{std::move(alternatives)}};
}

Decision allow_where(Formula formula) {
  return {killed, {{std::move(formula), allowed}}};
}

constexpr std::uint32_t first_token = 0xC000003E, second_token = 0x40000003;

/// Numbers 10 and 20 of one token and 10 of the other have one hard decision, 15 another;
/// beside them stand simple ones.
Rulings hard_rulings(int bits = 17) {
  const Decision hard = allow_where(shared_bit(0, 3, bits));
  const Decision other{{ActionKind::error, 38},
                       {{shared_bit(1, 2, bits), allowed}, {has(4, 1), {ActionKind::trap}}}};
  const Decision simple = allow_where(has(0, 8)), none{killed}, all{allowed};
  return {
      arch::Family::x86,
      arch::ByteOrder::little,
      {{first_token,
        {arch::Abi::x86_64},
        {{0, 9, none},
         {10, 10, hard},
         {11, 14, simple},
         {15, 15, other},
         {16, 19, all},
         {20, 21, hard},
         {22, UINT32_MAX, none}}},
       {second_token, {arch::Abi::i386}, {{0, 9, all}, {10, 10, hard}, {11, UINT32_MAX, simple}}}},
      {ActionKind::trap}};
}

bpf::Program naive(const Rulings& rulings, std::uint64_t seed) {
  tests::Random random(seed);
  auto checked = bpf::Program::check(tests::naive_program(rulings, random));
  REQUIRE(std::holds_alternative<bpf::Program>(checked));
  return std::get<bpf::Program>(std::move(checked));
}

bool is_right(const bpf::Program& program, const Rulings& rulings, const bpf::CallData& call) {
  return bpf::run(program, call, rulings.byte_order).value ==
         bpf::return_value(ruleset::action_for(rulings, call));
}

/// The witness of a refutation, which has to be true.
bpf::CallData witness_against(const bpf::Program& program, const Rulings& rulings) {
  const auto result = proof::prove(program, rulings);
  REQUIRE(std::holds_alternative<proof::Refutation>(result));
  const auto& refutation = std::get<proof::Refutation>(result);
  REQUIRE_MESSAGE(refutation.witness, refutation.reason);
  CHECK_FALSE(is_right(program, rulings, *refutation.witness));
  return *refutation.witness;
}

} // namespace

TEST_CASE("equal hard decisions are one case, and the rest is another") {
  const Rulings rulings = hard_rulings();
  const auto result = proof::cases_of(rulings);
  REQUIRE(std::holds_alternative<std::vector<proof::Case>>(result));
  const auto& cases = std::get<std::vector<proof::Case>>(result);
  REQUIRE(cases.size() == 3);
  CHECK(cases[0].kind == proof::Case::Kind::all_but_these);
  CHECK(cases[0].decisions.size() == 4);
  CHECK(cases[1].decisions.size() == 3);
  CHECK(cases[2].decisions.size() == 1);

  diagram::Diagrams diagrams;
  diagram::Node any = diagram::no;
  for (const proof::Case& each : cases) {
    const diagram::Node domain = proof::domain_of(diagrams, rulings, each);
    CHECK(diagrams.both(any, domain) == diagram::no);
    any = diagrams.either(any, domain);
  }
  CHECK(any == diagram::yes);
}

TEST_CASE("right programs with hard decisions are proven, in every style of writing") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const Rulings rulings = hard_rulings();
    const auto proven = proof::prove(naive(rulings, seed), rulings);
    const auto* refutation = std::get_if<proof::Refutation>(&proven);
    CHECK_MESSAGE(refutation == nullptr, (refutation ? refutation->reason : ""));
  }
}

TEST_CASE("a program that is wrong for one decision alone is refuted there") {
  struct Row {
    std::string_view name;
    void (*spoil)(Rulings&);
    std::uint32_t token, number;
  };
  const Row rows[] = {
      {"a hard one lacks an alternative",
       [](Rulings& wrong) {
         wrong.rulesets[0].intervals[1].decision = allow_where(shared_bit(0, 3, 16));
       },
       first_token, 10},
      {"the second of equal hard ones",
       [](Rulings& wrong) {
         wrong.rulesets[0].intervals[5].decision = allow_where(shared_bit(0, 3, 18));
       },
       first_token, 20},
      {"the one under the other token",
       [](Rulings& wrong) {
         wrong.rulesets[1].intervals[1].decision = allow_where(shared_bit(0, 2, 17));
       },
       second_token, 10},
      {"the least of its clauses",
       [](Rulings& wrong) {
         wrong.rulesets[0].intervals[3].decision.clauses[1].action.kind = ActionKind::log;
       },
       first_token, 15},
      {"a hard one is asked of a number too many",
       [](Rulings& wrong) {
         wrong.rulesets[0].intervals[2].first = 12;
         wrong.rulesets[0].intervals[1].last = 11;
       },
       first_token, 11},
      {"a simple one",
       [](Rulings& wrong) { wrong.rulesets[0].intervals[2].decision = allow_where(has(0, 4)); },
       first_token, 11},
      {"numbers that are not listed",
       [](Rulings& wrong) { wrong.rulesets[0].intervals[6].decision.otherwise = allowed; },
       first_token, 22},
      {"foreign tokens", [](Rulings& wrong) { wrong.foreign = allowed; }, 0, 0},
  };
  const Rulings rulings = hard_rulings();
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Rulings wrong = hard_rulings();
    row.spoil(wrong);
    const bpf::CallData witness = witness_against(naive(wrong, 3), rulings);
    CHECK(witness.token == row.token);
    CHECK(witness.number == row.number);
  }
}

TEST_CASE("mutants of programs with hard decisions are refuted or right") {
  const Rulings rulings = hard_rulings(16);
  tests::Random random(7);
  const bpf::Program right = naive(rulings, 5);
  int refuted = 0, equal = 0;
  for (std::size_t at = 0; at < right.size(); at += 11) {
    std::vector<bpf::Instruction> mutant(right.instructions().begin(), right.instructions().end());
    mutant[at].k ^= std::uint32_t{1} << random.below(32);
    if (random.one_in(3)) std::swap(mutant[at].jt, mutant[at].jf);
    auto checked = bpf::Program::check(std::move(mutant));
    if (!std::holds_alternative<bpf::Program>(checked)) continue;
    const bpf::Program& program = std::get<bpf::Program>(checked);
    const auto result = proof::prove(program, rulings);
    if (const auto* refutation = std::get_if<proof::Refutation>(&result)) {
      ++refuted;
      if (refutation->witness) CHECK_FALSE(is_right(program, rulings, *refutation->witness));
      continue;
    }
    ++equal;
    bool right_everywhere = true;
    for (const ruleset::Interval& interval : rulings.rulesets[0].intervals) {
      const ruleset::Formula anything{ruleset::All{}};
      const auto& clauses = interval.decision.clauses;
      for (int i = 0; i < 10; ++i) {
        bpf::CallData call{.number = interval.first, .token = first_token};
        call.arguments =
            tests::telling_registers(random, clauses.empty() ? anything : clauses[0].when);
        right_everywhere = right_everywhere && is_right(program, rulings, call);
      }
    }
    CHECK(right_everywhere);
  }
  MESSAGE(refuted << " refuted, " << equal << " equal");
  CHECK(refuted > 20);
  CHECK(equal > 20);
}
