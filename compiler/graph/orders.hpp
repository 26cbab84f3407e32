// In which order the words of a decision may be asked: it decides how many tests there
// are, and the best one cannot be told without trying.
#pragma once

#include <cstddef>
#include <vector>

#include "arch/abi.hpp"
#include "graph/word.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// A word and how many ranges of its values a decision names.
struct Use {
  Word word;
  std::size_t ranges;
};

/// The words of a decision as it names them first.
std::vector<Use> uses(const ruleset::Decision& decision, arch::ByteOrder byte_order);

using Order = std::vector<Word>;

/// Orders that are worth trying, the likeliest first: all of a few words, some of many.
std::vector<Order> orders(std::vector<Use> uses);

} // namespace callgate::graph
