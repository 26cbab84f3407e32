// The cheapest way to watch a command: programs inside the kernel count its calls and look at the
// arguments of those that are in the tally's interest. The command runs without a filter, a
// tracer or a listener of ours; it may have any of its own. Takes privilege (CAP_BPF and
// CAP_PERFMON, or root), Linux 5.12, and a kernel that describes its types. Like under `run` the
// command gets no privilege from a file (no_new_privs).
//
// Seen is what passes the filters that the command itself or others put on it: a call that
// these deny is not made, and does not count.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "process/failure.hpp"
#include "records/tally.hpp"
#include "watch/observe.hpp"

namespace callgate::watch {

/// Why this process cannot watch that way, if it cannot.
std::optional<std::string> why_no_counters();

/// How much the kernel keeps. What has no room is told, and not kept.
struct CounterRoom {
  std::uint32_t threads = 1U << 15U;     ///< at a time
  std::uint32_t arguments = 1U << 15U;   ///< different ones, of all calls
  std::uint32_t odd_numbers = 1U << 12U; ///< different ones that no kernel knows
};

/// Nothing is lost unseen: what had no room is said in the notes, and calls whose arguments
/// are not all kept are cut in the tally. Call it from a process with one thread.
std::variant<Observed, process::Failure>
observe_by_counters(std::span<const std::string> command, const Surroundings& surroundings,
                    records::Tally& tally, const Tell& tell = {}, const CounterRoom& room = {});

/// The same, or nothing if this process cannot watch that way: the command did not run then.
std::optional<std::variant<Observed, process::Failure>>
try_counters(std::span<const std::string> command, const Surroundings& surroundings,
             records::Tally& tally, const Tell& tell = {});

} // namespace callgate::watch
