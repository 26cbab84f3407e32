// Random formulas and registers that suit them, the same on every run.
#pragma once

#include <cstdint>
#include <random>

#include "ruleset/formula.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::tests {

class Random {
public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  /// A number from 0 to `count` - 1.
  std::uint64_t below(std::uint64_t count) { return engine_() % count; }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

private:
  std::mt19937_64 engine_;
};

/// Conjunctions and disjunctions at most `depth` deep; all widths, masks and both ways of
/// splitting a value.
ruleset::Formula random_formula(Random& random, int depth);

/// Up to `clauses` clauses.
ruleset::Decision random_decision(Random& random, std::uint64_t clauses, int depth);

/// Random registers, some of whose fields are then set to the edges of the formula's
/// ranges or beside them; what no mask covers stays random.
ruleset::ArgumentRegisters telling_registers(Random& random, const ruleset::Formula& formula);

} // namespace callgate::tests
