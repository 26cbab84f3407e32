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

/// Words of one offset stand together, so that one load serves them.
using Order = std::vector<Word>;

/// Orders that are worth trying, the likeliest first: all of a few words, some of many. Where
/// a decision looks at a word through several masks, some orders have one mask instead, with
/// the bits of all.
std::vector<Order> orders(const std::vector<Use>& uses);

/// The orders that differ from this one by two neighbours that change places.
std::vector<Order> neighbours(const Order& order);

/// Beyond so many words not every order is tried.
inline constexpr std::size_t most_permuted = 4;

} // namespace callgate::graph
