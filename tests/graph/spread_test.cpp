// Ranges of a masked word as ranges under a wider mask, and values that fit several masks:
// compared with looking at every value of a few bits.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "graph/known.hpp"
#include "graph/spread.hpp"
#include "random_decision.hpp"

namespace {

using namespace callgate;
using graph::Known;
using graph::WordRange;
using tests::Random;

/// The bits of `value` put where the set bits of `places` are, so that small universes reach
/// the ends of a word.
std::uint32_t deposit(std::uint32_t value, std::uint32_t places) {
  std::uint32_t result = 0;
  for (; places != 0; places &= places - 1, value >>= 1)
    if ((value & 1) != 0) result |= places & (0 - places);
  return result;
}

std::uint32_t word(Random& random) {
  return static_cast<std::uint32_t>(random());
}

constexpr std::uint32_t some_bits = 0xc0018011;
constexpr std::uint32_t values = 1U << 7;

} // namespace

TEST_CASE("a mask's ranges under a wider mask hold the same values") {
  Random random(23);
  for (std::size_t round = 0; round < 2000; ++round) {
    CAPTURE(round);
    const std::uint32_t mask = deposit(word(random) % values, some_bits);
    const std::uint32_t wide = mask | deposit(word(random) % values, some_bits);
    std::vector<std::uint32_t> ends;
    for (int i = 0; i < 4; ++i)
      ends.push_back(deposit(word(random) % values, some_bits) + word(random) % 3 - 1);
    std::sort(ends.begin(), ends.end());
    std::vector<WordRange> ranges{{ends[0], ends[1]}};
    if (ends[2] > ends[1]) ranges.push_back({ends[2], ends[3]});
    const auto spread = graph::spread(mask, ranges, wide, 1000);
    REQUIRE(spread.has_value());
    for (std::uint32_t i = 0; i < values; ++i) {
      const std::uint32_t value = deposit(i, some_bits) & wide;
      const auto lies_in = [](const std::vector<WordRange>& all, std::uint32_t wanted) {
        return std::any_of(all.begin(), all.end(), [&](const WordRange& range) {
          return range.first <= wanted && wanted <= range.last;
        });
      };
      CHECK(lies_in(*spread, value) == lies_in(ranges, value & mask));
    }
    for (std::size_t i = 1; i < spread->size(); ++i)
      CHECK(graph::after(wide, (*spread)[i - 1].last & wide) < (*spread)[i].first);
  }
}

TEST_CASE("a bound outside the mask takes no time") {
  const WordRange range{0, 2};
  const auto spread = graph::spread(1, {&range, 1}, graph::whole_word, 100);
  REQUIRE(spread.has_value());
  CHECK(*spread == std::vector<WordRange>{{0, UINT32_MAX}});
}

TEST_CASE("ranges that would be too many are refused") {
  const WordRange zero{0, 0};
  CHECK_FALSE(graph::spread(1, {&zero, 1}, graph::whole_word, 100).has_value());
}

TEST_CASE("a value fits several masks, or none does") {
  Random random(29);
  for (std::size_t round = 0; round < 2000; ++round) {
    CAPTURE(round);
    std::vector<Known> known;
    for (std::size_t i = 0; i < 1 + round % graph::most_known; ++i) {
      const std::uint32_t a = deposit(word(random) % values, some_bits) - word(random) % 2;
      const std::uint32_t b = deposit(word(random) % values, some_bits) + word(random) % 2;
      known.push_back({deposit(word(random) % values, some_bits), std::min(a, b), std::max(a, b)});
    }
    const auto fits = [&](std::uint32_t value) {
      return std::all_of(known.begin(), known.end(), [&](const Known& each) {
        return each.first <= (value & each.mask) && (value & each.mask) <= each.last;
      });
    };
    bool some_fits = false;
    for (std::uint32_t i = 0; i < values; ++i)
      some_fits = some_fits || fits(deposit(i, some_bits));
    const auto found = graph::value_that_fits(known);
    CHECK(found.has_value() == some_fits);
    if (found) CHECK(fits(*found));
  }
}
