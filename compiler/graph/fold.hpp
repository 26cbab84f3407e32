// Values that agree in some bits and take every combination of the others: {0, 8, 0x20000,
// 0x20008}. A test of those bits tells them all from the rest.
#pragma once

#include <cstdint>
#include <optional>

#include "graph/interval.hpp"

namespace callgate::graph {

/// Values whose `bits` are as in `value` lead to `inside`, the others to `outside`.
struct Fold {
  std::uint32_t bits;
  std::uint32_t value;
  NodeId inside;
  NodeId outside;

  /// Whether a single test of bits decides, without masking.
  [[nodiscard]] bool is_one_test() const;
};

/// The fold that decides some neighbouring intervals of a masked word, up to the value
/// `last`; a single test rather than two. Nothing else comes to it.
std::optional<Fold> fold(std::uint32_t mask, Intervals intervals, std::uint32_t last);

} // namespace callgate::graph
