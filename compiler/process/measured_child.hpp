// One process of a measurement, and what it leaves in the memory that it shares with its
// parent.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <linux/filter.h>

#include "process/measure.hpp"

namespace callgate::process {

/// Each call's repetitions are timed in so many parts, of which the median counts: an
/// interrupt falls into one or two of them.
inline constexpr std::size_t batches = 16;

struct ChildReport {
  enum class Stage : int { preparing, not_bound, not_loaded, loaded, calling, done };

  std::atomic<Stage> stage;
  std::atomic<int> error;        ///< errno of `not_bound`, Problem of `not_loaded`
  std::atomic<std::size_t> call; ///< the one that is made, from `calling` on
  std::uint64_t install;         ///< ticks
  std::array<std::array<std::uint64_t, batches>, most_calls> ticks;
  std::array<long, most_calls> results; ///< of the first time: negative is a negated errno
};

struct ChildTask {
  std::span<const sock_filter> filter; ///< empty: none
  std::span<const MeasuredCall> calls;
  std::size_t calls_per_batch;
  std::optional<int> cpu;
  bool may_exit; ///< whether the filter lets it call exit_group
};

/// The whole life of the child, from fork to its end.
void live(const ChildTask& task, ChildReport& report);

} // namespace callgate::process
