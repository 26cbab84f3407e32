// Medians, quartiles, and the interval that order statistics give.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "tools/statistics.hpp"

using namespace callgate::tools;

TEST_CASE("quantiles lie between neighbours") {
  struct Row {
    std::vector<double> sorted;
    double at;
    double wanted;
  };
  for (const Row& row : std::vector<Row>{
           {{7}, 0.5, 7},
           {{1, 2}, 0.5, 1.5},
           {{1, 2, 3}, 0.5, 2},
           {{1, 2, 3, 4}, 0.25, 1.75},
           {{0, 10, 20, 30, 40}, 0.75, 30},
           {{0, 10}, 0, 0},
           {{0, 10}, 1, 10},
       })
    CHECK(quantile(row.sorted, row.at) == doctest::Approx(row.wanted));
}

// As tables of the sign test have them: the largest k with P(B(n, 1/2) <= k) <= 0.025.
TEST_CASE("how many values lie outside of a 95 % interval of the median") {
  struct Row {
    std::size_t count;
    std::size_t wanted;
  };
  for (const auto& [count, wanted] : std::vector<Row>{
           {6, 0}, {8, 0}, {9, 1}, {12, 2}, {20, 5}, {25, 7}, {100, 39}, {1000, 468}}) {
    const std::size_t given = count;
    CAPTURE(given);
    CHECK(left_out(count) == wanted);
  }
  // By the normal distribution, as the counts themselves are too large for tables.
  CHECK(std::abs(static_cast<double>(left_out(100'000)) - (50'000 - 1.96 * 158.114)) < 3);
}

TEST_CASE("a summary of values in any order") {
  std::vector<double> values(100);
  std::iota(values.begin(), values.end(), 1);
  std::shuffle(values.begin(), values.end(), std::mt19937(1));
  const Summary summary = summarize(values);
  CHECK(summary.median == doctest::Approx(50.5));
  CHECK(summary.quartiles.low == doctest::Approx(25.75));
  CHECK(summary.quartiles.high == doctest::Approx(75.25));
  CHECK(summary.interval.low == 40);
  CHECK(summary.interval.high == 61);
}

TEST_CASE("the interval holds the median as often as it says") {
  std::mt19937 random(2);
  std::exponential_distribution<double> skewed(1); // its median is ln 2
  int held = 0;
  for (int sample = 0; sample < 2000; ++sample) {
    std::vector<double> values(30);
    for (double& value : values)
      value = skewed(random);
    held += summarize(values).interval.contains(std::log(2.0)) ? 1 : 0;
  }
  CHECK(held >= 1900 - 40); // two standard deviations below 95 %
}

TEST_CASE("ratios and differences are of what lies side by side") {
  const std::vector<double> values{2, 9, 4};
  const std::vector<double> to{1, 3, 8};
  CHECK(ratios(values, to) == std::vector<double>{2, 3, 0.5});
  CHECK(differences(values, to) == std::vector<double>{1, 6, -4});
}
