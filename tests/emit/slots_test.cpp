#include <array>
#include <bit>
#include <random>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "emit/slots.hpp"

using callgate::emit::Slots;
using callgate::emit::slots_for;

namespace {

using Keys = std::vector<std::uint64_t>;

/// Whether every key lies in the slot that the formula finds, and nothing else lies anywhere.
void check(const Keys& keys) {
  CAPTURE(keys.size());
  const Slots slots = slots_for(keys);
  REQUIRE(slots.shift < 64);
  REQUIRE(std::has_single_bit(slots.keys.size()));
  std::size_t filled = 0;
  for (const auto& key : slots.keys)
    filled += key ? 1 : 0;
  CHECK(filled == keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint64_t at = keys[i] * slots.multiplier >> slots.shift;
    REQUIRE(at < slots.keys.size());
    CHECK(slots.keys[at] == i);
  }
}

} // namespace

TEST_CASE("slots: the first 2^n numbers lie in their order") {
  for (unsigned width = 0; width <= 10; ++width) {
    Keys keys(std::size_t{1} << width);
    for (std::size_t i = 0; i < keys.size(); ++i)
      keys[i] = i;
    check(keys);
    const Slots slots = slots_for(keys);
    REQUIRE(slots.keys.size() == keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
      CHECK(slots.keys[i] == i);
  }
}

TEST_CASE("slots: every single bit, pairs of them, and the highest ones together") {
  Keys single{0};
  Keys low_and_high{0};
  Keys highest;
  for (unsigned bit = 0; bit < 64; ++bit) {
    single.push_back(std::uint64_t{1} << bit);
    low_and_high.push_back(std::uint64_t{1} << bit | std::uint64_t{1} << (63 - bit % 32) |
                           std::uint64_t{bit / 32} << 5);
    highest.push_back(std::uint64_t{bit} << 58);
  }
  check(single);
  check({low_and_high.begin(), low_and_high.begin() + 33});
  check(highest);
  check({0});
  check({0, ~std::uint64_t{0}});
}

TEST_CASE("slots: random sets, in a table that is not much larger") {
  std::mt19937_64 random(7);
  for (const std::size_t count : {2U, 3U, 9U, 17U, 33U, 65U}) {
    for (int round = 0; round < 20; ++round) {
      std::set<std::uint64_t> keys{0};
      while (keys.size() < count)
        keys.insert(random() & random());
      check({keys.begin(), keys.end()});
      CHECK(slots_for(Keys(keys.begin(), keys.end())).keys.size() <= 16 * count);
    }
  }
}
