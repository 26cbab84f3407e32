// The shape of the tables of names in this folder: every name once in a block of text, the
// numbers that are assigned in runs, and for each of them where its name begins.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace callgate {
namespace detail {

/// `count` numbers from `first` on.
struct NumberRun {
  uint32_t first;
  uint32_t count;
};

/// The name of that number; null if no run has it. `begins` is about the numbers of all
/// runs one after another.
template <size_t run_count>
constexpr const char* name_in(const char* text, const NumberRun (&runs)[run_count],
                              const uint16_t* begins, uint32_t number) noexcept {
  for (const NumberRun& run : runs) {
    if (number - run.first < run.count) return text + begins[number - run.first];
    begins += run.count;
  }
  return nullptr;
}

} // namespace detail
} // namespace callgate
