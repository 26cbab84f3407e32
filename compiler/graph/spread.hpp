// A masked word's ranges as ranges of the same word under a mask with more bits, so that two
// masks of one word can be asked in one go.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "graph/split.hpp"

namespace callgate::graph {

/// Which values under the mask `wide` lie in one of the sorted ranges when masked with
/// `mask`, whose bits `wide` has all; nothing where they are more than `most` ranges.
std::optional<std::vector<WordRange>> spread(std::uint32_t mask, std::span<const WordRange> ranges,
                                             std::uint32_t wide, std::size_t most);

} // namespace callgate::graph
