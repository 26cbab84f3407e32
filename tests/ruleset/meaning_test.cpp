// Formulas' diagrams against the formulas themselves, on random registers and on those
// that the formulas' own constants suggest.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include "bpf/action.hpp"
#include "ruleset/fitting_order.hpp"
#include "ruleset/meaning.hpp"
#include "ruleset/random_formula.hpp"

namespace {

using namespace callgate;
using ruleset::ArgumentRegisters;
using ruleset::BitOrder;
using ruleset::Formula;
using tests::Random;

using Places = std::map<diagram::Bit, std::pair<std::uint8_t, std::uint8_t>>;

Places places_in(const BitOrder& order) {
  Places places;
  for (std::uint8_t slot = 0; slot < 6; ++slot)
    for (std::uint8_t bit = 0; bit < 64; ++bit)
      places[ruleset::argument_bit(slot, bit, order)] = {slot, bit};
  return places;
}

std::uint32_t evaluate(const diagram::Diagrams& diagrams, diagram::Node node,
                       const ArgumentRegisters& registers, const Places& places) {
  while (!diagrams.is_leaf(node)) {
    const auto [slot, bit] = places.at(diagrams.bit(node));
    node = (registers[slot] >> bit & 1) != 0 ? diagrams.one(node) : diagrams.zero(node);
  }
  return diagrams.value(node);
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
  const Places places = places_in(BitOrder::standard());
  int held = 0, asked = 0;
  for (int round = 0; round < 600; ++round) {
    const Formula formula = tests::random_formula(random, static_cast<int>(random.below(4)));
    const diagram::Node node = ruleset::meaning(diagrams, formula);
    CHECK(ruleset::meaning(diagrams, ruleset::negation(formula)) == diagrams.negation(node));
    for (int input = 0; input < 60; ++input, ++asked) {
      const ArgumentRegisters registers = tests::telling_registers(random, formula);
      const bool holds = ruleset::holds(formula, registers);
      held += holds ? 1 : 0;
      if (evaluate(diagrams, node, registers, places) != (holds ? 1U : 0U)) FAIL("round " << round);
    }
  }
  CHECK(held > asked / 5);
  CHECK(held < asked * 4 / 5);
}

TEST_CASE("a formula's diagram holds where the formula does, in every order of the bits") {
  Random random(23);
  int too_large = 0;
  for (int round = 0; round < 120; ++round) {
    const Formula formula = tests::random_formula(random, static_cast<int>(random.below(4)));
    std::vector<ruleset::ArgumentBit> shuffled(ruleset::argument_bits);
    std::iota(shuffled.begin(), shuffled.end(), ruleset::ArgumentBit{0});
    for (std::size_t i = shuffled.size(); i > 1; --i)
      std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    shuffled.resize(random.below(shuffled.size()));
    for (const BitOrder& order : {ruleset::grouped_order(formula), BitOrder(shuffled)}) {
      const Places places = places_in(order);
      REQUIRE(places.size() == ruleset::argument_bits);
      diagram::Diagrams diagrams(200'000);
      try {
        const diagram::Node node = ruleset::meaning(diagrams, formula, order);
        for (int input = 0; input < 40; ++input) {
          const ArgumentRegisters registers = tests::telling_registers(random, formula);
          const bool holds = ruleset::holds(formula, registers);
          if (evaluate(diagrams, node, registers, places) != (holds ? 1U : 0U))
            FAIL("round " << round);
        }
      } catch (const diagram::TooLarge&) {
        ++too_large;
      }
    }
  }
  CHECK(too_large < 60);
}

TEST_CASE("alternatives of a bit of two registers take a few nodes each in a grouped order") {
  const auto bit_is_set = [](std::uint8_t slot, std::uint64_t bit) {
    return Formula{ruleset::Test{{slot, std::nullopt, 64}, bit, {{bit, bit}}}};
  };
  std::vector<Formula> alternatives;
  for (int i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    alternatives.push_back({ruleset::All{{bit_is_set(0, bit), bit_is_set(5, bit)}}});
  }
  const Formula formula{ruleset::Any{std::move(alternatives)}};
  diagram::Diagrams diagrams(1000);
  CHECK_NOTHROW(ruleset::meaning(diagrams, formula, ruleset::grouped_order(formula)));
  CHECK(ruleset::fitting_order(formula) == ruleset::grouped_order(formula));
  CHECK_THROWS_AS(ruleset::meaning(diagrams, formula), diagram::TooLarge);
}

TEST_CASE("a decision's diagram returns what the decision does") {
  Random random(22);
  const Places places = places_in(BitOrder::standard());
  diagram::Diagrams diagrams;
  for (int round = 0; round < 200; ++round) {
    const ruleset::Decision decision = tests::random_decision(random, 3, 2);
    const diagram::Node node = ruleset::meaning(diagrams, decision);
    for (const ruleset::Clause& clause : decision.clauses) {
      for (int input = 0; input < 60; ++input) {
        const ArgumentRegisters registers = tests::telling_registers(random, clause.when);
        const auto wanted = bpf::return_value(ruleset::action_for(decision, registers));
        if (evaluate(diagrams, node, registers, places) != wanted) FAIL("round " << round);
      }
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

TEST_CASE("joining formulas means what their parts mean") {
  Random random(23);
  for (int round = 0; round < 400; ++round) {
    std::vector<Formula> parts;
    for (std::uint64_t i = 1 + random.below(4); i > 0; --i) {
      parts.push_back(tests::random_formula(random, static_cast<int>(random.below(2))));
      if (random.one_in(2)) parts.push_back(ruleset::negation(parts.front()));
    }
    const Formula any = ruleset::any_of(parts);
    const Formula all = ruleset::all_of(parts);
    for (int i = 0; i < 50; ++i) {
      const auto registers = tests::telling_registers(random, parts[random.below(parts.size())]);
      const auto part_holds = [&](const Formula& part) { return ruleset::holds(part, registers); };
      CHECK(ruleset::holds(any, registers) == std::any_of(parts.begin(), parts.end(), part_holds));
      CHECK(ruleset::holds(all, registers) == std::all_of(parts.begin(), parts.end(), part_holds));
      CHECK(ruleset::holds(ruleset::negation(any), registers) == !ruleset::holds(any, registers));
    }
  }
}
