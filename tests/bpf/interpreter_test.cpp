#include <doctest/doctest.h>

#include "bpf/interpreter.hpp"
#include "bpf/program.hpp"

using namespace callgate;
using namespace callgate::bpf;

namespace {

Program checked(std::vector<Instruction> instructions) {
  return std::get<Program>(Program::check(std::move(instructions)));
}

/// The accumulator after `instructions`.
std::uint32_t result_of(std::vector<Instruction> instructions) {
  instructions.push_back({op::ret_a, 0, 0, 0});
  return run(checked(std::move(instructions)), {}, arch::ByteOrder::little).value;
}

std::uint16_t x(std::uint16_t code) {
  return static_cast<std::uint16_t>(code | op::with_x);
}

const CallData sample{
    .number = 0x11121314,
    .token = 0x21222324,
    .instruction_pointer = 0x3132333435363738,
    .arguments = {0xa0a1a2a3a4a5a6a7, 1, 2, 3, 4, 0xf0f1f2f3f4f5f6f7},
};

} // namespace

TEST_CASE("interpreter: words of seccomp_data in both byte orders") {
  const auto little = words(sample, arch::ByteOrder::little);
  CHECK(little[0] == 0x11121314);
  CHECK(little[1] == 0x21222324);
  CHECK(little[2] == 0x35363738);
  CHECK(little[3] == 0x31323334);
  CHECK(little[4] == 0xa4a5a6a7);
  CHECK(little[5] == 0xa0a1a2a3);
  CHECK(little[14] == 0xf4f5f6f7);
  CHECK(little[15] == 0xf0f1f2f3);
  const auto big = words(sample, arch::ByteOrder::big);
  CHECK(big[0] == 0x11121314);
  CHECK(big[1] == 0x21222324);
  for (std::size_t i = 2; i < 16; ++i)
    CHECK(big[i] == little[i ^ 1]);
}

TEST_CASE("interpreter: arithmetic is 32 bits wide and unsigned") {
  struct Case {
    std::uint16_t code;
    std::uint32_t a, operand, result;
  };
  const Case cases[] = {
      {op::add, 0xffffffff, 2, 1},          {op::sub, 1, 2, 0xffffffff},
      {op::mul, 0x10001, 0x10001, 0x20001}, {op::div, 0x80000000, 3, 0x2aaaaaaa},
      {op::div, 7, 0xffffffff, 0},          {op::or_, 0xf0, 0x0f, 0xff},
      {op::and_, 0xff, 0x3c, 0x3c},         {op::xor_, 0xff, 0x0f, 0xf0},
      {op::lsh, 3, 31, 0x80000000},         {op::rsh, 0x80000000, 31, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.code);
    CHECK(result_of({{op::ld_imm, 0, 0, c.a}, {c.code, 0, 0, c.operand}}) == c.result);
    CHECK(result_of(
              {{op::ldx_imm, 0, 0, c.operand}, {op::ld_imm, 0, 0, c.a}, {x(c.code), 0, 0, 0}}) ==
          c.result);
  }
  CHECK(result_of({{op::ld_imm, 0, 0, 1}, {op::neg, 0, 0, 0}}) == 0xffffffff);
}

TEST_CASE("interpreter: shifts by X use its low five bits") {
  CHECK(result_of({{op::ldx_imm, 0, 0, 33}, {op::ld_imm, 0, 0, 1}, {x(op::lsh), 0, 0, 0}}) == 2);
  CHECK(result_of({{op::ldx_imm, 0, 0, 32}, {op::ld_imm, 0, 0, 5}, {x(op::rsh), 0, 0, 0}}) == 5);
}

TEST_CASE("interpreter: registers and scratch memory") {
  CHECK(result_of({}) == 0);
  CHECK(result_of({{op::ld_imm, 0, 0, 9}, {op::txa, 0, 0, 0}}) == 0);
  CHECK(result_of({{op::ld_len, 0, 0, 0}}) == 64);
  CHECK(result_of({{op::ldx_len, 0, 0, 0}, {op::txa, 0, 0, 0}}) == 64);
  CHECK(result_of({{op::ld_imm, 0, 0, 9},
                   {op::tax, 0, 0, 0},
                   {op::stx, 0, 0, 15},
                   {op::ld_imm, 0, 0, 1},
                   {op::ld_mem, 0, 0, 15}}) == 9);
  CHECK(result_of({{op::ld_imm, 0, 0, 8},
                   {op::st, 0, 0, 0},
                   {op::ldx_mem, 0, 0, 0},
                   {op::ld_imm, 0, 0, 0},
                   {op::txa, 0, 0, 0}}) == 8);
}

TEST_CASE("interpreter: dividing by an X of zero ends the filter with 0") {
  const Program program =
      checked({{op::ld_imm, 0, 0, 1}, {x(op::div), 0, 0, 0}, {op::ret_k, 0, 0, 0x7fff0000}});
  const Execution execution = run(program, {}, arch::ByteOrder::little);
  CHECK(execution.value == 0);
  CHECK(execution.steps == 2);
  CHECK(execution.returned_at == 1);
}

TEST_CASE("interpreter: branches, and how far they went") {
  struct Case {
    std::uint16_t code;
    std::uint32_t a, operand;
    std::uint32_t holds;
  };
  const Case cases[] = {
      {op::jeq, 5, 5, 1},          {op::jeq, 5, 6, 0},  {op::jgt, 5, 5, 0},
      {op::jgt, 0x80000000, 1, 1}, {op::jge, 5, 5, 1},  {op::jge, 1, 0x80000000, 0},
      {op::jset, 6, 9, 0},         {op::jset, 6, 3, 1},
  };
  for (const Case& c : cases) {
    CAPTURE(c.code);
    const std::vector<Instruction> ends = {
        {op::ret_k, 0, 0, 0}, {op::ja, 0, 0, 1}, {op::ret_k, 0, 0, 7}, {op::ret_k, 0, 0, 1}};
    for (const bool by_x : {false, true}) {
      std::vector<Instruction> program = {{op::ldx_imm, 0, 0, c.operand},
                                          {op::ld_imm, 0, 0, c.a},
                                          {by_x ? x(c.code) : c.code, 1, 0, by_x ? 0 : c.operand}};
      program.insert(program.end(), ends.begin(), ends.end());
      const Execution execution = run(checked(program), {}, arch::ByteOrder::little);
      CHECK(execution.value == c.holds);
      CHECK(execution.steps == (c.holds == 1 ? 5 : 4));
      CHECK(execution.returned_at == (c.holds == 1 ? 6 : 3));
      CHECK(execution.taken == 2 * c.holds); // it and the ja behind it
      CHECK(execution.not_taken == 1 - c.holds);
    }
  }
}
