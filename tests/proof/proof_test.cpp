// The proof can fail: programs that are wrong in one place are refuted there.
#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "bpf/interpreter.hpp"
#include "proof/proof.hpp"

namespace {

using namespace callgate;

std::uint32_t wanted(const ruleset::Rulings& rulings, const bpf::CallData& data) {
  return bpf::return_value(ruleset::action_for(rulings, data));
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
