// Programs written by hand that look at arguments: right ones are proven, wrong ones
// refuted with a true witness, what cannot be followed is refused by name.
#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "proof/program_diagram.hpp"
#include "proof/proof.hpp"
#include "proof/rulings_diagram.hpp"

namespace {

using namespace callgate;
using namespace bpf::op;
using arch::ByteOrder;
using bpf::Instruction;
using ruleset::Formula;

constexpr std::uint32_t killed = 0x80000000;
constexpr std::uint32_t allowed = 0x7FFF0000;
constexpr std::uint64_t word = UINT32_MAX;

/// Every call is allowed where the formula holds, through whatever number and token.
ruleset::Rulings allow_where(Formula formula, ByteOrder order) {
  const ruleset::Decision decision{{bpf::ActionKind::kill_process},
                                   {{std::move(formula), {bpf::ActionKind::allow}}}};
  return {arch::Family::x86,
          order,
          {{0xC000003E, {arch::Abi::x86_64}, {{0, UINT32_MAX, decision}}}},
          {bpf::ActionKind::kill_process}};
}

/// Asks for the token first, then does as `rest`, to which are appended "kill" and
/// "allow".
bpf::Program program_of(std::vector<Instruction> rest) {
  std::vector<Instruction> whole{
      {ld_abs, 0, 0, bpf::offset::token}, {jeq, 1, 0, 0xC000003E}, {ret_k, 0, 0, killed}};
  whole.insert(whole.end(), rest.begin(), rest.end());
  whole.push_back({ret_k, 0, 0, killed});
  whole.push_back({ret_k, 0, 0, allowed});
  auto checked = bpf::Program::check(std::move(whole));
  REQUIRE(std::holds_alternative<bpf::Program>(checked));
  return std::get<bpf::Program>(std::move(checked));
}

/// Byte offsets of the two words of an argument.
struct Halves {
  std::uint32_t low, high;
};

Halves halves(std::uint32_t slot, ByteOrder order) {
  const std::uint32_t first = bpf::offset::arguments + 8 * slot;
  if (order == ByteOrder::little) return {first, first + 4};
  return {first + 4, first};
}

Formula in(ruleset::Field field, std::uint64_t mask, std::vector<ruleset::Range> ranges) {
  return {ruleset::Test{field, mask, std::move(ranges)}};
}

constexpr ruleset::Field int_0{0, std::nullopt, 32}, long_0{0, std::nullopt, 64},
    long_5{5, std::nullopt, 64}, long_in_1_and_2{1, 2, 64}, int_1{1, std::nullopt, 32};

struct Row {
  std::string_view name;
  std::vector<Instruction> program;
  Formula formula;
};

/// Right programs; the targets are relative to "kill" and "allow" behind them.
std::vector<Row> right(ByteOrder order) {
  const Halves zero = halves(0, order), one = halves(1, order), two = halves(2, order),
               five = halves(5, order);
  return {
      {"an int's upper half may be dirty",
       {{ld_abs, 0, 0, zero.low}, {jeq, 1, 0, 7}},
       in(int_0, word, {{7, 7}})},
      {"a long's may not",
       {{ld_abs, 0, 0, five.low}, {jeq, 0, 2, 7}, {ld_abs, 0, 0, five.high}, {jeq, 1, 0, 0}},
       in(long_5, UINT64_MAX, {{7, 7}})},
      {"64-bit order",
       {{ld_abs, 0, 0, zero.high},
        {jgt, 4, 0, 3},
        {jeq, 0, 2, 3},
        {ld_abs, 0, 0, zero.low},
        {jgt, 1, 0, 9}},
       in(long_0, UINT64_MAX, {{0x30000000A, UINT64_MAX}})},
      {"a value split over two registers, the low word asked first",
       {{ld_abs, 0, 0, one.low}, {jge, 0, 2, 5}, {ld_abs, 0, 0, two.low}, {jeq, 1, 0, 1}},
       in(long_in_1_and_2, UINT64_MAX, {{0x100000005, 0x1FFFFFFFF}})},
      {"a mask",
       {{ld_abs, 0, 0, zero.low}, {and_, 0, 0, 0xF0F}, {jeq, 1, 0, 0x105}},
       in(int_0, 0xF0F, {{0x105, 0x105}})},
      {"a mask out of X",
       {{ldx_imm, 0, 0, 0xF0F},
        {ld_abs, 0, 0, zero.low},
        {and_ | with_x, 0, 0, 0},
        {jeq, 1, 0, 0x105}},
       in(int_0, 0xF0F, {{0x105, 0x105}})},
      {"any bit of many",
       {{ld_abs, 0, 0, zero.low}, {jset, 1, 0, 0x6000}},
       in(int_0, 0x6000, {{1, word}})},
      {"any bit of those in X",
       {{ldx_imm, 0, 0, 0x6000}, {ld_abs, 0, 0, zero.low}, {jset | with_x, 1, 0, 0}},
       in(int_0, 0x6000, {{1, word}})},
      {"a word kept in scratch memory",
       {{ld_abs, 0, 0, zero.low},
        {st, 0, 0, 15},
        {ld_abs, 0, 0, zero.high},
        {jeq, 0, 2, 0},
        {ld_mem, 0, 0, 15},
        {jeq, 1, 0, 7}},
       in(long_0, UINT64_MAX, {{7, 7}})},
      {"the input through X, scratch memory and back",
       {{ld_abs, 0, 0, zero.low},
        {tax, 0, 0, 0},
        {stx, 0, 0, 3},
        {ld_imm, 0, 0, 1},
        {ldx_mem, 0, 0, 3},
        {txa, 0, 0, 0},
        {jgt, 1, 0, 6}},
       in(int_0, word, {{7, word}})},
      {"the input in X, the constant in A",
       {{ld_abs, 0, 0, zero.low}, {tax, 0, 0, 0}, {ld_imm, 0, 0, 7}, {jge | with_x, 1, 0, 0}},
       in(int_0, word, {{0, 7}})},
      {"one word with itself",
       {{ld_abs, 0, 0, zero.low}, {tax, 0, 0, 0}, {sub | with_x, 0, 0, 0}, {jeq, 1, 0, 0}},
       {ruleset::All{}}},
      {"shifted both ways",
       {{ld_abs, 0, 0, zero.low}, {lsh, 0, 0, 24}, {rsh, 0, 0, 28}, {jeq, 1, 0, 0xA}},
       in(int_0, 0xF0, {{0xA0, 0xA0}})},
      {"a shift by X uses its low five bits",
       {{ldx_imm, 0, 0, 36}, {ld_abs, 0, 0, zero.low}, {rsh | with_x, 0, 0, 0}, {jeq, 1, 0, 0}},
       in(int_0, word, {{0, 15}})},
      {"a range by subtraction",
       {{ld_abs, 0, 0, zero.low}, {sub, 0, 0, 100}, {jgt, 0, 1, 20}},
       in(int_0, word, {{100, 120}})},
      {"addition overflows",
       {{ld_abs, 0, 0, zero.low}, {add, 0, 0, 16}, {jge, 0, 1, 16}},
       in(int_0, word, {{0xFFFFFFF0, word}})},
      {"minus one",
       {{ld_abs, 0, 0, zero.low}, {neg, 0, 0, 0}, {jeq, 1, 0, 1}},
       in(int_0, word, {{word, word}})},
      {"constants computed",
       {{ld_len, 0, 0, 0},
        {mul, 0, 0, 3},
        {bpf::op::div, 0, 0, 5},
        {tax, 0, 0, 0},
        {ld_abs, 0, 0, zero.low},
        {jeq | with_x, 1, 0, 0}},
       in(int_0, word, {{38, 38}})},
      {"the number is looked at again behind an argument",
       {{ld_abs, 0, 0, zero.low},
        {jeq, 0, 3, 7},
        {ld_abs, 0, 0, bpf::offset::number},
        {and_, 0, 0, 1},
        {jeq, 2, 2, 0},
        {ret_k, 0, 0, killed},
        {ret_k, 0, 0, killed},
        {ld_abs, 0, 0, zero.high},
        {ja, 0, 0, 1}},
       in(int_0, word, {{7, 7}})},
      {"both halves of a value through one tail",
       {{ld_abs, 0, 0, zero.low},
        {jeq, 0, 2, 1},
        {ld_abs, 0, 0, one.low},
        {ja, 0, 0, 0},
        {jset, 1, 0, 8}},
       {ruleset::Any{
           {ruleset::Formula{ruleset::All{{in(int_0, word, {{1, 1}}), in(int_1, 8, {{8, 8}})}}},
            in(int_0, 8, {{8, 8}})}}}},
  };
}

void check_witness(const bpf::Program& program, const ruleset::Rulings& rulings,
                   const proof::Refutation& refutation) {
  REQUIRE(refutation.witness);
  const auto ran = bpf::run(program, *refutation.witness, rulings.byte_order);
  CHECK(ran.value != bpf::return_value(ruleset::action_for(rulings, *refutation.witness)));
  CHECK(ran.returned_at == refutation.instruction);
}

constexpr ByteOrder both_orders[] = {ByteOrder::little, ByteOrder::big};

} // namespace

TEST_CASE("right programs with arguments are proven") {
  for (const ByteOrder order : both_orders) {
    for (const Row& row : right(order)) {
      CAPTURE(row.name);
      CAPTURE((order == ByteOrder::little));
      const auto proven = proof::prove(program_of(row.program), allow_where(row.formula, order));
      const auto* refutation = std::get_if<proof::Refutation>(&proven);
      CHECK_MESSAGE(refutation == nullptr, (refutation ? refutation->reason : ""));
    }
  }
}

TEST_CASE("a program for the other byte order is refuted, if halves count") {
  const auto little = right(ByteOrder::little);
  for (const Row& row : little) {
    CAPTURE(row.name);
    const bpf::Program program = program_of(row.program);
    const auto rulings = allow_where(row.formula, ByteOrder::big);
    const auto proven = proof::prove(program, rulings);
    const bool indifferent = row.formula == Formula{ruleset::All{}};
    CHECK(std::holds_alternative<proof::ProvenFilter>(proven) == indifferent);
    if (!indifferent) check_witness(program, rulings, std::get<proof::Refutation>(proven));
  }
}

TEST_CASE("nearly right programs with arguments are refuted by a true witness") {
  for (const ByteOrder order : both_orders) {
    const Halves zero = halves(0, order), one = halves(1, order);
    const Row rows[] = {
        {"a long's upper half is forgotten",
         {{ld_abs, 0, 0, zero.low}, {jeq, 1, 0, 7}},
         in(long_0, UINT64_MAX, {{7, 7}})},
        {"an int's upper half counts",
         {{ld_abs, 0, 0, zero.low}, {jeq, 0, 2, 7}, {ld_abs, 0, 0, zero.high}, {jeq, 1, 0, 0}},
         in(int_0, word, {{7, 7}})},
        {"the wrong slot", {{ld_abs, 0, 0, one.low}, {jeq, 1, 0, 7}}, in(int_0, word, {{7, 7}})},
        {"one bit too few in the mask",
         {{ld_abs, 0, 0, zero.low}, {and_, 0, 0, 0xF0E}, {jeq, 1, 0, 0x104}},
         in(int_0, 0xF0F, {{0x104, 0x104}})},
        {"all bits where any would do",
         {{ld_abs, 0, 0, zero.low}, {and_, 0, 0, 0x6000}, {jeq, 1, 0, 0x6000}},
         in(int_0, 0x6000, {{1, word}})},
        {"off by one at the highest bit of 64",
         {{ld_abs, 0, 0, zero.high}, {jgt, 1, 0, 0x80000000}},
         in(long_0, UINT64_MAX, {{0x8000000000000000, UINT64_MAX}})},
        {"the order of halves compared separately",
         {{ld_abs, 0, 0, zero.high}, {jge, 0, 2, 3}, {ld_abs, 0, 0, zero.low}, {jge, 1, 0, 9}},
         in(long_0, UINT64_MAX, {{0x300000009, UINT64_MAX}})},
        {"the word in scratch memory is another",
         {{ld_abs, 0, 0, zero.high},
          {st, 0, 0, 1},
          {ld_abs, 0, 0, zero.low},
          {st, 0, 0, 0},
          {ld_mem, 0, 0, 1},
          {jeq, 1, 0, 7}},
         in(int_0, word, {{7, 7}})},
        {"the instruction pointer has a say",
         {{ld_abs, 0, 0, bpf::offset::instruction_pointer},
          {jeq, 1, 0, 0x1000},
          {ld_abs, 0, 0, zero.low},
          {jeq, 1, 0, 7}},
         in(int_0, word, {{7, 7}})},
        {"X is asked where nothing was put in it",
         {{ld_abs, 0, 0, zero.low}, {jeq | with_x, 1, 0, 0}},
         in(int_0, word, {{7, 7}})},
        {"a division by the X of the start ends the program",
         {{ld_abs, 0, 0, zero.low},
          {jeq, 0, 1, 7},
          {bpf::op::div | with_x, 0, 0, 0},
          {jeq, 1, 0, 9}},
         in(int_0, word, {{7, 7}})},
    };
    for (const Row& row : rows) {
      CAPTURE(row.name);
      CAPTURE((order == ByteOrder::little));
      const bpf::Program program = program_of(row.program);
      const auto rulings = allow_where(row.formula, order);
      const auto proven = proof::prove(program, rulings);
      REQUIRE(std::holds_alternative<proof::Refutation>(proven));
      check_witness(program, rulings, std::get<proof::Refutation>(proven));
    }
  }
}

TEST_CASE("what the proof cannot follow is refused by name and place") {
  const std::uint32_t low = bpf::offset::arguments;
  struct Refused {
    std::string_view reason;
    std::size_t instruction;
    std::vector<Instruction> program;
  };
  // The first three instructions ask for the token.
  const Refused rows[] = {
      {"the proof has no model of a returned value that depends on the input",
       4,
       {{ld_abs, 0, 0, low}, {ret_a, 0, 0, 0}}},
      {"the proof has no model of a product that depends on the input",
       4,
       {{ld_abs, 0, 0, low}, {mul, 0, 0, 3}}},
      {"the proof has no model of a quotient that depends on the input",
       4,
       {{ld_abs, 0, 0, low}, {bpf::op::div, 0, 0, 3}}},
      {"the proof has no model of a quotient that depends on the input",
       6,
       {{ld_abs, 0, 0, low}, {tax, 0, 0, 0}, {ld_imm, 0, 0, 9}, {bpf::op::div | with_x, 0, 0, 0}}},
      {"the proof has no model of a shift that depends on the input",
       6,
       {{ld_abs, 0, 0, low}, {tax, 0, 0, 0}, {ld_imm, 0, 0, 9}, {lsh | with_x, 0, 0, 0}}},
      {"the proof has no model of a shift that depends on the input",
       6,
       {{ld_abs, 0, 0, low}, {tax, 0, 0, 0}, {ld_imm, 0, 0, 9}, {rsh | with_x, 0, 0, 0}}},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.reason);
    const auto proven =
        proof::prove(program_of(row.program), allow_where({ruleset::All{}}, ByteOrder::little));
    REQUIRE(std::holds_alternative<proof::Refutation>(proven));
    const auto& refutation = std::get<proof::Refutation>(proven);
    CHECK(refutation.reason == row.reason);
    CHECK(refutation.instruction == row.instruction);
    CHECK_FALSE(refutation.witness);
  }
}

TEST_CASE("what no input reaches need not be followed") {
  const std::uint32_t low = bpf::offset::arguments;
  const std::vector<Instruction> programs[] = {
      {{ja, 0, 0, 3}, {ld_abs, 0, 0, low}, {mul, 0, 0, 3}, {ret_a, 0, 0, 0}},
      {{ld_imm, 0, 0, 5}, {jgt, 2, 0, 4}, {ld_abs, 0, 0, low}, {ret_a, 0, 0, 0}},
      {{jset | with_x, 0, 2, 0}, {ld_abs, 0, 0, low}, {ret_a, 0, 0, 0}},
  };
  for (const auto& program : programs) {
    CAPTURE(&program - programs);
    CHECK(std::holds_alternative<proof::ProvenFilter>(
        proof::prove(program_of(program), allow_where({ruleset::Any{}}, ByteOrder::little))));
  }
}

TEST_CASE("returned values are compared whole") {
  const auto rulings = allow_where({ruleset::Any{}}, ByteOrder::little);
  auto program = bpf::Program::check({{ret_k, 0, 0, killed | 1}});
  const auto proven = proof::prove(std::get<bpf::Program>(std::move(program)), rulings);
  REQUIRE(std::holds_alternative<proof::Refutation>(proven));
  CHECK(std::get<proof::Refutation>(proven).reason ==
        "the program returns kill_process (as 0x80000001) where the policy says kill_process");
}

TEST_CASE("a program whose diagram is too large is refused where it becomes so") {
  // Whether two arguments share a bit takes a diagram of more than 2^32 nodes.
  const Halves zero = halves(0, ByteOrder::little), one = halves(1, ByteOrder::little);
  const bpf::Program program = program_of({{ld_abs, 0, 0, zero.low},
                                           {tax, 0, 0, 0},
                                           {ld_abs, 0, 0, one.low},
                                           {jset | with_x, 1, 0, 0}});
  diagram::Diagrams diagrams(100'000);
  const auto result = proof::diagram_of(diagrams, program, ByteOrder::little);
  REQUIRE(std::holds_alternative<proof::Unmodelled>(result));
  const auto& unmodelled = std::get<proof::Unmodelled>(result);
  CHECK(unmodelled.reason == "following the program, the decision diagram is too large");
  CHECK(unmodelled.instruction == 6);
}

TEST_CASE("a program that fills scratch memory in too many ways is refused") {
  // Each bit of an argument decides whether another word of a constant is added.
  std::vector<Instruction> program;
  for (std::uint32_t k = 0; k < 16; ++k)
    program.insert(program.end(), {{ld_imm, 0, 0, 0}, {st, 0, 0, k}});
  for (std::uint32_t k = 0; k < 16; ++k) {
    program.insert(program.end(), {{ld_abs, 0, 0, bpf::offset::arguments},
                                   {jset, 0, 2, 1U << k},
                                   {ld_imm, 0, 0, 1},
                                   {st, 0, 0, k}});
  }
  for (std::uint32_t k = 0; k < 16; ++k)
    program.insert(program.end(), {{ld_mem, 0, 0, k}, {jeq, 0, 0, 1}});
  const auto proven =
      proof::prove(program_of(program), allow_where({ruleset::All{}}, ByteOrder::little));
  REQUIRE(std::holds_alternative<proof::Refutation>(proven));
  CHECK(std::get<proof::Refutation>(proven).reason == "the program has too many states to follow");
}

TEST_CASE("rulings whose diagram is too large are named") {
  auto rulings = allow_where(in(long_0, UINT64_MAX, {{7, 7}}), ByteOrder::little);
  const ruleset::Decision harmless{{bpf::ActionKind::kill_process}};
  auto& intervals = rulings.rulesets[0].intervals;
  intervals = {{0, 9, harmless}, {10, 10, intervals[0].decision}, {11, UINT32_MAX, harmless}};
  diagram::Diagrams enough;
  REQUIRE(std::holds_alternative<diagram::Node>(proof::diagram_of(enough, rulings)));
  struct Limited {
    std::size_t budget;
    std::string_view part;
  };
  const Limited rows[] = {{40, "number 10 of x86_64"},
                          {enough.size() - 1, "all numbers of x86_64"}};
  for (const Limited& row : rows) {
    diagram::Diagrams diagrams(row.budget);
    const auto result = proof::diagram_of(diagrams, rulings);
    REQUIRE(std::holds_alternative<proof::Oversized>(result));
    CHECK(std::get<proof::Oversized>(result).part == row.part);
  }
}
