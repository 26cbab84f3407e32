// The slow, obvious compiler: rulings to a program, clause by clause and range by range,
// with nothing shared and nothing saved. What it writes is right if anything is, so it
// tests the proof, and the styles in which it writes test each instruction's model.
#pragma once

#include <vector>

#include "bpf/instruction.hpp"
#include "ruleset/random_formula.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::tests {

/// `random` chooses how: with masks in K or X, comparisons with K or X, words kept in
/// scratch memory, bits shifted about, tests turned round.
std::vector<bpf::Instruction> naive_program(const ruleset::Rulings& rulings, Random& random);

} // namespace callgate::tests
