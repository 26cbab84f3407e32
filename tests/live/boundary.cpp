#include "live/boundary.hpp"

#include <array>
#include <cstdint>

namespace callgate::tests {

namespace {

using ruleset::ArgumentRegisters;
using ruleset::Formula;
using ruleset::Test;

constexpr std::uint64_t dirt = 0xdeadbeef12345678;

void collect(const Formula& formula, std::vector<Test>& tests) {
  if (const auto* test = std::get_if<Test>(&formula.node)) tests.push_back(*test);
  const auto* all = std::get_if<ruleset::All>(&formula.node);
  const auto* any = std::get_if<ruleset::Any>(&formula.node);
  if (all == nullptr && any == nullptr) return;
  for (const Formula& part : all != nullptr ? all->parts : any->parts)
    collect(part, tests);
}

/// Whole registers around `value`, the lowest `bits` of each.
std::array<std::uint64_t, 4> extended(std::uint64_t value, std::uint8_t bits) {
  const std::uint64_t inside = ruleset::all_bits(bits);
  const std::uint64_t sign = value >> (bits - 1) & 1;
  value &= inside;
  return {value, value | ~inside, value | (dirt & ~inside), sign != 0 ? value | ~inside : value};
}

/// What one field of a test may hold: a value for its register or for both of them.
struct Nomination {
  const Test* test;
  std::uint64_t low;
  std::uint64_t high = 0;
};

void nominate(const Test& test, std::uint64_t value, std::vector<Nomination>& nominations) {
  const ruleset::Field& field = test.field;
  if (!field.high_slot) {
    for (const std::uint64_t whole : extended(value, field.bits))
      nominations.push_back({&test, whole});
    return;
  }
  const auto lows = extended(value, 32);
  const auto highs = extended(value >> 32, static_cast<std::uint8_t>(field.bits - 32));
  for (std::size_t i = 0; i < lows.size(); ++i)
    nominations.push_back({&test, lows[i], highs[lows.size() - 1 - i]});
}

std::vector<Nomination> nominations_of(const Test& test) {
  std::vector<Nomination> nominations;
  const std::uint64_t inside = ruleset::all_bits(test.field.bits);
  std::vector<std::uint64_t> steps{0, 1};
  if (test.field.bits > 32) steps.push_back(std::uint64_t{1} << 32); // filters compare words
  for (const ruleset::Range& range : test.ranges) {
    for (const std::uint64_t end : {range.first, range.last}) {
      for (const std::uint64_t step : steps) {
        for (const std::uint64_t value : {end - step, end + step}) {
          nominate(test, value, nominations);
          if (test.mask != inside) nominate(test, value | ~test.mask, nominations);
        }
      }
    }
  }
  return nominations;
}

void put(const Nomination& nomination, ArgumentRegisters& arguments) {
  arguments[nomination.test->field.slot] = nomination.low;
  if (nomination.test->field.high_slot)
    arguments[*nomination.test->field.high_slot] = nomination.high;
}

} // namespace

std::vector<ArgumentRegisters> boundary_arguments(const ruleset::Decision& decision,
                                                  std::size_t rounds, std::mt19937_64& random) {
  std::vector<Test> tests;
  for (const ruleset::Clause& clause : decision.clauses)
    collect(clause.when, tests);
  std::vector<std::vector<Nomination>> nominations;
  nominations.reserve(tests.size());
  for (const Test& test : tests)
    nominations.push_back(nominations_of(test));

  std::vector<ArgumentRegisters> result;
  for (const auto& of_one : nominations) {
    for (const Nomination& nomination : of_one) {
      for (std::size_t round = 0; round < rounds; ++round) {
        ArgumentRegisters arguments;
        for (std::uint64_t& argument : arguments)
          argument = random() % 2 == 0 ? random() : 0;
        for (std::size_t i = 0; i < nominations.size(); ++i) {
          const auto& others = nominations[random() % nominations.size()];
          if (!others.empty()) put(others[random() % others.size()], arguments);
        }
        put(nomination, arguments);
        result.push_back(arguments);
      }
    }
  }
  return result;
}

} // namespace callgate::tests
