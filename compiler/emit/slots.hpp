// Places for a few numbers in a small table, found again by one multiplication.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace callgate::emit {

/// The key K lies in the slot (K * multiplier mod 2^64) >> shift, and no other key does.
/// runtime/callgate/sets.h looks up by the same formula.
struct Slots {
  std::uint64_t multiplier;
  unsigned shift;                               ///< below 64
  std::vector<std::optional<std::size_t>> keys; ///< by slot: which key lies there, if any
};

/// Slots for `keys`, which are different. The numbers 0 … 2^n - 1 lie each in the slot of that
/// number; other keys get the same slots on every machine.
Slots slots_for(std::span<const std::uint64_t> keys);

} // namespace callgate::emit
