// Multiply-shift hashing (Dietzfelbinger and others, "A reliable randomized algorithm for the
// closest-pair problem", 1997): a random odd multiplier brings two keys together with a
// probability of at most 2 / slots. So with as many slots as the keys' square, doubled, every
// other multiplier keeps all of them apart, and the search ends. Mostly it ends long before.
#include "emit/slots.hpp"

#include <bit>
#include <random>

namespace callgate::emit {
namespace {

constexpr int tries = 4096; // of each size

/// Empty where two keys meet.
std::optional<Slots> attempt(std::span<const std::uint64_t> keys, unsigned width,
                             std::uint64_t multiplier) {
  Slots slots{multiplier, (64 - width) % 64, {}};
  slots.keys.resize(std::size_t{1} << width);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& slot = slots.keys[keys[i] * multiplier >> slots.shift];
    if (slot) return std::nullopt;
    slot = i;
  }
  return slots;
}

} // namespace

Slots slots_for(std::span<const std::uint64_t> keys) {
  if (keys.size() <= 1) return *attempt(keys, 0, 0); // a shift by 64 would be undefined
  std::mt19937_64 random;                            // the standard says which numbers it gives
  for (auto width = static_cast<unsigned>(std::bit_width(keys.size() - 1));; ++width) {
    if (auto slots = attempt(keys, width, std::uint64_t{1} << (64 - width))) return *slots;
    for (int i = 0; i < tries; ++i)
      if (auto slots = attempt(keys, width, random() | 1)) return *slots;
  }
}

} // namespace callgate::emit
