#include <doctest/doctest.h>

#include <random>
#include <string>

#include "diagram/count.hpp"

namespace {

using namespace callgate;
using diagram::Bit;
using diagram::Count;
using diagram::Diagrams;
using diagram::Node;

Count sum_of(std::initializer_list<std::size_t> exponents) {
  Count count;
  for (const std::size_t exponent : exponents)
    count += Count::power_of_two(exponent);
  return count;
}

} // namespace

TEST_CASE("counts are written exactly, and shortly") {
  struct Case {
    Count count;
    const char* digits;
    const char* text;
  };
  const Case cases[] = {
      {{}, "0", "0"},
      {sum_of({0}), "1", "1"},
      {sum_of({3, 2}), "12", "12"},
      {sum_of({64}), "18446744073709551616", "2^64"},
      {sum_of({65, 64}), "55340232221128654848", "3 * 2^64"},
      {sum_of({63, 63, 0}), "18446744073709551617", "about 2^64.0"},
      {sum_of({512}),
       "1340780792994259709957402499820584612747936582059239337772356144372176403007354697680187429"
       "8"
       "166903427690031858186486050853753882811946569946433649006084096",
       "2^512"},
  };
  for (const Case& one : cases) {
    CHECK(one.count.digits() == one.digits);
    CHECK(one.count.text() == one.text);
  }
}

TEST_CASE("the inputs of random functions are counted as one by one") {
  constexpr Bit first = 3, end = 13;
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    Diagrams diagrams;
    Node node = diagrams.leaf(0);
    for (int term = 0; term < 4; ++term) {
      Node all = diagrams.leaf(1);
      for (Bit bit = first; bit < end; ++bit)
        if (random() % 3 == 0) all = diagrams.both(diagrams.decide(bit, 0, 1), all);
      node = random() % 2 == 0 ? diagrams.either(node, all) : diagrams.choose(node, 0, all);
    }
    Count expected;
    for (unsigned input = 0; input < 1U << end; input += 1U << first) {
      Node at = node;
      while (!diagrams.is_leaf(at))
        at = (input >> diagrams.bit(at) & 1) != 0 ? diagrams.one(at) : diagrams.zero(at);
      if (diagrams.value(at) == 1) expected += Count::power_of_two(0);
    }
    CHECK(diagram::inputs(diagrams, node, first, end) == expected);
  }
}

TEST_CASE("512 bits are counted") {
  Diagrams diagrams;
  CHECK(diagram::inputs(diagrams, diagram::yes, 0, 512) == Count::power_of_two(512));
  const Node last = diagrams.decide(511, 0, 1);
  CHECK(diagram::inputs(diagrams, last, 0, 512) == Count::power_of_two(511));
  CHECK(diagram::inputs(diagrams, last, 511, 512) == Count::power_of_two(0));
}
