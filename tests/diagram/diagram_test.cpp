// Diagrams against truth tables: every function here has so few bits that all its
// inputs can be asked.
#include <doctest/doctest.h>

#include <array>
#include <map>
#include <random>

#include "diagram/diagram.hpp"

namespace {

using namespace callgate;
using diagram::Bit;
using diagram::Diagrams;
using diagram::Node;

constexpr Bit bits = 8;
constexpr unsigned inputs = 1U << bits;
using Table = std::array<std::uint32_t, inputs>;

/// Bit 0 is the first asked and the lowest of the input.
std::uint32_t evaluate(const Diagrams& diagrams, Node node, unsigned input) {
  while (!diagrams.is_leaf(node))
    node = (input >> diagrams.bit(node) & 1) != 0 ? diagrams.one(node) : diagrams.zero(node);
  return diagrams.value(node);
}

Table table_of(const Diagrams& diagrams, Node node) {
  Table table;
  for (unsigned input = 0; input < inputs; ++input)
    table[input] = evaluate(diagrams, node, input);
  return table;
}

Node variable(Diagrams& diagrams, Bit bit) {
  return diagrams.decide(bit, diagrams.leaf(0), diagrams.leaf(1));
}

/// The table's diagram by decisions alone, the last bit first.
Node by_decisions(Diagrams& diagrams, const Table& table, Bit bit = 0, unsigned input = 0) {
  if (bit == bits) return diagrams.leaf(table[input]);
  const Bit next = static_cast<Bit>(bit + 1);
  return diagrams.decide(bit, by_decisions(diagrams, table, next, input),
                         by_decisions(diagrams, table, next, input | 1U << bit));
}

/// The same by choices, the first bit innermost: against the order.
Node by_choices(Diagrams& diagrams, const Table& table, Bit bit = bits, unsigned input = 0) {
  if (bit == 0) return diagrams.leaf(table[input]);
  const Bit next = static_cast<Bit>(bit - 1);
  return diagrams.choose(variable(diagrams, next),
                         by_choices(diagrams, table, next, input | 1U << next),
                         by_choices(diagrams, table, next, input));
}

/// Values below `values`, on which bits from `used` up have no influence.
Table random_table(std::mt19937& random, std::uint32_t values, Bit used) {
  Table table;
  for (unsigned input = 0; input < inputs; ++input)
    table[input] = input < 1U << used ? static_cast<std::uint32_t>(random() % values)
                                      : table[input & ((1U << used) - 1)];
  return table;
}

bool agrees(const diagram::Path& path, unsigned input) {
  for (const auto& [bit, set] : path)
    if ((input >> bit & 1) != (set ? 1U : 0U)) return false;
  return true;
}

} // namespace

TEST_CASE("choices, conjunctions and the rest are those of truth tables") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    Diagrams diagrams;
    const Bit used = static_cast<Bit>(1 + random() % bits);
    const Table c = random_table(random, 2, used), d = random_table(random, 2, bits),
                yes = random_table(random, 3, bits), no = random_table(random, 9, used);
    const Node condition = by_decisions(diagrams, c), other = by_decisions(diagrams, d);
    const Node chosen =
        diagrams.choose(condition, by_decisions(diagrams, yes), by_decisions(diagrams, no));
    const Node both = diagrams.both(condition, other), either = diagrams.either(condition, other),
               negation = diagrams.negation(condition);
    for (unsigned input = 0; input < inputs; ++input) {
      CHECK(evaluate(diagrams, chosen, input) == (c[input] ? yes[input] : no[input]));
      CHECK(evaluate(diagrams, both, input) == (c[input] & d[input]));
      CHECK(evaluate(diagrams, either, input) == (c[input] | d[input]));
      CHECK(evaluate(diagrams, negation, input) == 1 - c[input]);
    }
  }
}

TEST_CASE("equal functions are one node, however they were made") {
  std::mt19937 random(2);
  Diagrams diagrams;
  std::map<Table, Node> nodes;
  for (int round = 0; round < 400; ++round) {
    // Few bits and values, so that tables come again.
    const Table table =
        random_table(random, random() % 2 == 0 ? 2 : 3, static_cast<Bit>(1 + random() % bits / 2));
    const Node node = by_choices(diagrams, table);
    CHECK(node == by_decisions(diagrams, table));
    CHECK(table_of(diagrams, node) == table);
    CHECK(nodes.try_emplace(table, node).first->second == node);
  }
  std::map<Node, Table> tables;
  for (const auto& [table, node] : nodes)
    CHECK(tables.emplace(node, table).second);
}

TEST_CASE("laws") {
  Diagrams diagrams;
  const Node zero = diagrams.leaf(0), one = diagrams.leaf(1);
  const Node a = variable(diagrams, 3), b = variable(diagrams, 5);
  const Node many = diagrams.choose(a, diagrams.leaf(70), diagrams.leaf(UINT32_MAX));
  struct Row {
    const char* law;
    Node left, right;
  };
  const Row rows[] = {
      {"a decision without a difference is none", diagrams.decide(2, many, many), many},
      {"what is true chooses the first", diagrams.choose(one, many, a), many},
      {"what is false chooses the second", diagrams.choose(zero, many, a), a},
      {"a choice without a difference is none", diagrams.choose(b, many, many), many},
      {"a choice of the constants is its condition", diagrams.choose(b, one, zero), b},
      {"twice negated", diagrams.negation(diagrams.negation(b)), b},
      {"both are in any order", diagrams.both(a, b), diagrams.both(b, a)},
      {"either in any order", diagrams.either(a, b), diagrams.either(b, a)},
      {"itself and itself", diagrams.both(a, a), a},
      {"itself or itself", diagrams.either(a, a), a},
      {"not both is either not", diagrams.negation(diagrams.both(a, b)),
       diagrams.either(diagrams.negation(a), diagrams.negation(b))},
      {"never both a thing and its contrary", diagrams.both(a, diagrams.negation(a)), zero},
      {"always a thing or its contrary", diagrams.either(a, diagrams.negation(a)), one},
      {"an asked question is not asked again", diagrams.choose(a, diagrams.choose(a, b, many), one),
       diagrams.choose(a, b, one)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.law);
    CHECK(row.left == row.right);
  }
}

TEST_CASE("leaves keep all 32 bits, and a node tells what it is") {
  Diagrams diagrams;
  for (const std::uint32_t value : {0U, 1U, 2U, 0x7FFF0000U, 0x80000000U, UINT32_MAX}) {
    const Node leaf = diagrams.leaf(value);
    CHECK(diagrams.is_leaf(leaf));
    CHECK(diagrams.value(leaf) == value);
    CHECK(diagrams.leaf(value) == leaf);
  }
  const Node node = diagrams.decide(511, diagrams.leaf(7), diagrams.leaf(8));
  CHECK_FALSE(diagrams.is_leaf(node));
  CHECK(diagrams.bit(node) == 511);
  CHECK(diagrams.value(diagrams.zero(node)) == 7);
  CHECK(diagrams.value(diagrams.one(node)) == 8);
}

TEST_CASE("a difference is one, for every input along its path") {
  std::mt19937 random(3);
  Diagrams diagrams;
  for (int round = 0; round < 300; ++round) {
    const Table a = random_table(random, 3, bits);
    Table b = a;
    if (random() % 4 != 0) b[random() % inputs] ^= 1;
    if (random() % 4 == 0) b = random_table(random, 3, 2);
    const auto path = diagrams.difference(by_decisions(diagrams, a), by_decisions(diagrams, b));
    CHECK(path.has_value() == (a != b));
    if (!path) continue;
    for (unsigned input = 0; input < inputs; ++input)
      if (agrees(*path, input)) CHECK(a[input] != b[input]);
  }
}

TEST_CASE("a difference names bits in their order") {
  Diagrams diagrams;
  const Node a = diagrams.both(variable(diagrams, 1), variable(diagrams, 300));
  const Node b = diagrams.both(variable(diagrams, 1), variable(diagrams, 40));
  const auto path = diagrams.difference(a, b);
  REQUIRE(path);
  CHECK(*path == diagram::Path{{1, true}, {40, false}, {300, true}});
  CHECK_FALSE(diagrams.difference(a, a));
}

TEST_CASE("what grows survives growing") {
  // Far beyond the tables' first sizes: whether fourteen bits
  // equal the fourteen after them.
  Diagrams diagrams;
  constexpr Bit width = 14;
  Node equal = diagrams.leaf(1);
  for (Bit bit = 0; bit < width; ++bit) {
    const Node left = variable(diagrams, bit);
    const Node right = variable(diagrams, static_cast<Bit>(bit + width));
    equal = diagrams.both(equal, diagrams.choose(left, right, diagrams.negation(right)));
  }
  CHECK(diagrams.size() > 16'000);
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    const unsigned left = static_cast<unsigned>(random() % (1U << width));
    const unsigned right = random() % 2 != 0 ? left : left ^ 1U << random() % width;
    CHECK(evaluate(diagrams, equal, left | right << width) == (left == right ? 1U : 0U));
  }
}

TEST_CASE("a diagram beyond its budget is refused, and no bigger than that") {
  const auto build = [](Diagrams& diagrams) {
    std::mt19937 random(5);
    return by_decisions(diagrams, random_table(random, 1000, bits));
  };
  Diagrams enough;
  build(enough);
  Diagrams just_enough(enough.size());
  CHECK_NOTHROW(build(just_enough));
  Diagrams short_by_one(enough.size() - 1);
  CHECK_THROWS_AS(build(short_by_one), diagram::TooLarge);
  CHECK(short_by_one.size() == enough.size() - 1);
  // Nodes that were made stay good.
  CHECK(short_by_one.value(short_by_one.leaf(1)) == 1);
}

TEST_CASE("room made beforehand changes no node") {
  const auto build = [](Diagrams& diagrams) {
    std::mt19937 random(6);
    return by_decisions(diagrams, random_table(random, 1000, bits));
  };
  Diagrams plain;
  const Node expected = build(plain);
  for (const std::size_t nodes : {1U, 100U, 20'000U}) {
    CAPTURE(nodes);
    Diagrams roomy;
    const Node early = build(roomy);
    roomy.reserve(nodes); // what was made stays known
    CHECK(build(roomy) == early);
    CHECK(early == expected);
    CHECK(roomy.size() == plain.size());
  }
  Diagrams bounded(10);
  bounded.reserve(20'000);
  CHECK_THROWS_AS(build(bounded), diagram::TooLarge);
}

TEST_CASE("two functions are combined value by value") {
  std::mt19937 random(8);
  const auto of = [](std::uint32_t x, std::uint32_t y) { return x * 7 + y % 3; };
  for (int round = 0; round < 100; ++round) {
    Diagrams diagrams;
    const Table a = random_table(random, 4, 6), b = random_table(random, 5, bits);
    Table expected;
    for (unsigned input = 0; input < inputs; ++input)
      expected[input] = of(a[input], b[input]);
    const Node result = diagrams.combine(by_decisions(diagrams, a), by_decisions(diagrams, b), of);
    CHECK(result == by_decisions(diagrams, expected));
  }
}
