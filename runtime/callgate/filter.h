// A view of a filter: what `load` is given.
#pragma once

#include <stddef.h>

#include <linux/filter.h>

namespace callgate {

/// The most instructions that the kernel takes in one filter: BPF_MAXINSNS of
/// <linux/bpf_common.h>.
inline constexpr size_t max_filter_length = 4096;

/// A filter's instructions, not owned, in the byte order of this machine. The length
/// is wider than the kernel's 16 bits so that too long a filter is refused instead of
/// cut off.
struct Filter {
  const sock_filter* instructions;
  size_t length;

  constexpr Filter(const sock_filter* first, size_t count) noexcept
      : instructions(first), length(count) {}

  template <size_t count>
  explicit constexpr Filter(const sock_filter (&array)[count]) noexcept : Filter(array, count) {
    static_assert(count <= max_filter_length, "a filter has at most 4096 instructions");
  }
};

} // namespace callgate
