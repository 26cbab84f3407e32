// The one place that knows that a 64-bit value is two words, and where they stand.
#pragma once

#include <cstdint>
#include <vector>

#include "arch/abi.hpp"
#include "graph/word.hpp"
#include "ruleset/formula.hpp"

namespace callgate::graph {

/// Values of a word from first to last, both included.
struct WordRange {
  std::uint32_t first;
  std::uint32_t last;

  bool operator==(const WordRange&) const = default;
};

/// Values with their upper half in one range and their lower half in any of some.
struct Block {
  WordRange high;
  std::vector<WordRange> low; ///< sorted
};

/// A test of two words: holds in any of the blocks, which do not meet.
struct SplitTest {
  Word high; ///< without a bit in its mask where the value has no upper half
  Word low;
  std::vector<Block> blocks;
};

SplitTest split(const ruleset::Test& test, arch::ByteOrder order);

} // namespace callgate::graph
