// Formulas' diagrams against the formulas themselves, on random registers and on those
// that the formulas' own constants suggest.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "bpf/action.hpp"
#include "ruleset/meaning.hpp"

namespace {

using namespace callgate;
using ruleset::ArgumentRegisters;
using ruleset::Formula;

class Random {
public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t bits() { return engine_(); }
  std::uint64_t below(std::uint64_t count) { return engine_() % count; }

private:
  std::mt19937_64 engine_;
};

ruleset::Field random_field(Random& random) {
  constexpr std::uint8_t widths[] = {1, 8, 16, 31, 32, 33, 48, 63, 64};
  ruleset::Field field{static_cast<std::uint8_t>(random.below(6)), std::nullopt,
                       widths[random.below(std::size(widths))]};
  if (field.bits > 32 && random.below(2) == 0)
    field.high_slot = static_cast<std::uint8_t>(random.below(6));
  return field;
}

/// A value of few or many bits, so that small ranges and large ones come up.
std::uint64_t random_value(Random& random, std::uint8_t bits) {
  return random.bits() >> random.below(64) & ruleset::all_bits(bits);
}

ruleset::Test random_test(Random& random) {
  ruleset::Test test{random_field(random), 0, {}};
  const std::uint64_t all = ruleset::all_bits(test.field.bits);
  test.mask = random.below(2) == 0 ? all : random.bits() & random.bits() & all;
  std::set<std::uint64_t> edges{0, all};
  for (std::uint64_t i = random.below(6); i > 0; --i)
    edges.insert(random_value(random, test.field.bits));
  // Every second stretch between edges; some of them one value long.
  for (auto edge = edges.begin(); edge != edges.end(); ++edge) {
    if (random.below(2) == 0) continue;
    const std::uint64_t first = *edge;
    if (random.below(2) == 0 && std::next(edge) != edges.end()) ++edge;
    if (!test.ranges.empty() && test.ranges.back().last + 1 == first) continue;
    test.ranges.push_back({first, *edge});
  }
  return test;
}

Formula random_formula(Random& random, int depth) {
  const std::uint64_t kind = depth == 0 ? 0 : random.below(3);
  if (kind == 0) return {random_test(random)};
  std::vector<Formula> parts;
  for (std::uint64_t i = random.below(4); i > 0; --i)
    parts.push_back(random_formula(random, depth - 1));
  if (kind == 1) return {ruleset::All{std::move(parts)}};
  return {ruleset::Any{std::move(parts)}};
}

void put(ArgumentRegisters& registers, const ruleset::Field& field, std::uint64_t value) {
  if (!field.high_slot) {
    const std::uint64_t all = ruleset::all_bits(field.bits);
    registers[field.slot] = (registers[field.slot] & ~all) | (value & all);
    return;
  }
  registers[field.slot] =
      (registers[field.slot] & ~std::uint64_t{UINT32_MAX}) | (value & UINT32_MAX);
  registers[*field.high_slot] =
      (registers[*field.high_slot] & ~std::uint64_t{UINT32_MAX}) | value >> 32;
}

/// Sets some fields of the formula to the edges of their ranges, or beside them.
void aim(Random& random, const Formula& formula, ArgumentRegisters& registers) {
  const auto aim_at = [&](const std::vector<Formula>& parts) {
    for (const Formula& part : parts)
      aim(random, part, registers);
  };
  if (const auto* all = std::get_if<ruleset::All>(&formula.node)) return aim_at(all->parts);
  if (const auto* any = std::get_if<ruleset::Any>(&formula.node)) return aim_at(any->parts);
  const auto& test = std::get<ruleset::Test>(formula.node);
  if (test.ranges.empty() || random.below(4) == 0) return;
  const ruleset::Range& range = test.ranges[random.below(test.ranges.size())];
  const std::uint64_t edge =
      (random.below(2) == 0 ? range.first : range.last) + random.below(3) - 1;
  put(registers, test.field, edge | (random.bits() & ~test.mask));
}

std::uint32_t evaluate(const diagram::Diagrams& diagrams, diagram::Node node,
                       const ArgumentRegisters& registers) {
  static const std::map<diagram::Bit, std::pair<std::uint8_t, std::uint8_t>> places = [] {
    std::map<diagram::Bit, std::pair<std::uint8_t, std::uint8_t>> result;
    for (std::uint8_t slot = 0; slot < 6; ++slot)
      for (std::uint8_t bit = 0; bit < 64; ++bit)
        result[ruleset::argument_bit(slot, bit)] = {slot, bit};
    return result;
  }();
  while (!diagrams.is_leaf(node)) {
    const auto [slot, bit] = places.at(diagrams.bit(node));
    node = (registers[slot] >> bit & 1) != 0 ? diagrams.one(node) : diagrams.zero(node);
  }
  return diagrams.value(node);
}

template <typename Check>
void for_inputs(Random& random, const Formula& formula, const Check& check) {
  for (int input = 0; input < 60; ++input) {
    ArgumentRegisters registers{};
    for (std::uint64_t& one : registers)
      one = random.below(2) == 0 ? random.bits() : 0;
    if (input % 4 != 0) aim(random, formula, registers);
    check(registers);
  }
}

} // namespace

TEST_CASE("every bit of seccomp_data has a place of its own, the token's first") {
  std::vector<diagram::Bit> order;
  for (std::uint8_t bit = 32; bit-- > 0;)
    order.push_back(ruleset::token_bit(bit));
  for (std::uint8_t bit = 32; bit-- > 0;)
    order.push_back(ruleset::number_bit(bit));
  for (std::uint8_t bit = 64; bit-- > 0;)
    order.push_back(ruleset::instruction_pointer_bit(bit));
  for (std::uint8_t slot = 0; slot < 6; ++slot)
    for (std::uint8_t bit = 64; bit-- > 0;)
      order.push_back(ruleset::argument_bit(slot, bit));
  REQUIRE(order.size() == 512);
  for (std::size_t i = 0; i < order.size(); ++i)
    CHECK(order[i] == i);
}

TEST_CASE("a formula's diagram holds where the formula does") {
  Random random(21);
  diagram::Diagrams diagrams;
  int held = 0, asked = 0;
  for (int round = 0; round < 600; ++round) {
    const Formula formula = random_formula(random, static_cast<int>(random.below(4)));
    const diagram::Node node = ruleset::meaning(diagrams, formula);
    const diagram::Node contrary = ruleset::meaning(diagrams, ruleset::negation(formula));
    CHECK(contrary == diagrams.negation(node));
    for_inputs(random, formula, [&](const ArgumentRegisters& registers) {
      const bool holds = ruleset::holds(formula, registers);
      ++asked;
      held += holds ? 1 : 0;
      if (evaluate(diagrams, node, registers) != (holds ? 1U : 0U)) FAIL("round " << round);
    });
  }
  CHECK(held > asked / 5);
  CHECK(held < asked * 4 / 5);
}

TEST_CASE("a decision's diagram returns what the decision does") {
  Random random(22);
  constexpr bpf::Action actions[] = {{bpf::ActionKind::allow},     {bpf::ActionKind::log},
                                     {bpf::ActionKind::trace, 7},  {bpf::ActionKind::error, 1},
                                     {bpf::ActionKind::error, 38}, {bpf::ActionKind::kill_process}};
  diagram::Diagrams diagrams;
  for (int round = 0; round < 200; ++round) {
    ruleset::Decision decision{actions[random.below(std::size(actions))]};
    for (std::uint64_t i = random.below(4); i > 0; --i)
      decision.clauses.push_back(
          {random_formula(random, 2), actions[random.below(std::size(actions))]});
    const diagram::Node node = ruleset::meaning(diagrams, decision);
    for (const ruleset::Clause& clause : decision.clauses) {
      for_inputs(random, clause.when, [&](const ArgumentRegisters& registers) {
        const auto wanted = bpf::return_value(ruleset::action_for(decision, registers));
        if (evaluate(diagrams, node, registers) != wanted) FAIL("round " << round);
      });
    }
  }
}

TEST_CASE("formulas that mean the same are one node") {
  using ruleset::All, ruleset::Any, ruleset::Test;
  constexpr std::uint64_t word = UINT32_MAX;
  const ruleset::Field low{0, std::nullopt, 32}, wide{0, std::nullopt, 64}, split{1, 2, 64},
      lower{1, std::nullopt, 32}, upper{2, std::nullopt, 32}, backwards{2, 1, 64};
  const Formula is_five{Test{low, word, {{5, 5}}}};
  const Formula is_six{Test{low, word, {{6, 6}}}};
  struct Row {
    const char* name;
    Formula left, right;
  };
  const Row rows[] = {
      {"no ranges never hold", {Test{low, word, {}}}, {Any{}}},
      {"all values always hold", {Test{low, word, {{0, word}}}}, {All{}}},
      {"so do all of 64 bits", {Test{wide, ~std::uint64_t{0}, {{0, UINT64_MAX}}}}, {All{}}},
      {"a masked value out of reach", {Test{low, 6, {{7, word}}}}, {Any{}}},
      {"a bit is set or is not zero", {Test{low, 8, {{8, 8}}}}, {Test{low, 8, {{1, word}}}}},
      {"a union of ranges", {Test{low, word, {{5, 6}}}}, {Any{{is_five, is_six}}}},
      {"contradiction", {All{{is_five, is_six}}}, {Any{}}},
      {"the low word by mask", {Test{wide, word, {{5, 5}}}}, is_five},
      {"a split value is its halves",
       {Test{split, ~std::uint64_t{0}, {{0x700000005, 0x700000005}}}},
       {All{{{Test{lower, word, {{5, 5}}}}, {Test{upper, word, {{7, 7}}}}}}}},
      {"in the other order of registers as well",
       {Test{backwards, ~std::uint64_t{0}, {{0x500000007, 0x500000007}}}},
       {Test{split, ~std::uint64_t{0}, {{0x700000005, 0x700000005}}}}},
      {"a split order asks the high half first",
       {Test{backwards, ~std::uint64_t{0}, {{0, 0x4FFFFFFFF}}}},
       {Test{lower, word, {{0, 4}}}}},
  };
  diagram::Diagrams diagrams;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(ruleset::meaning(diagrams, row.left) == ruleset::meaning(diagrams, row.right));
  }
}
