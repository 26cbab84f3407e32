// The programs that count a command's calls inside the kernel, and the maps that they share.
//
// Which threads are watched stands in a map keyed by the address of the kernel's own
// `task_struct`: unlike a thread id it is the same in every pid namespace, and it stays when a
// thread takes its leader's id at an exec. A thread that is forked off a watched one is entered
// before it runs, and leaves the map when it dies, before its memory can become another's.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>

#include "records/tally.hpp"
#include "watch/counters.hpp"
#include "watch/kernel_objects.hpp"

namespace callgate::watch {

struct CounterMaps {
  /// Key and value of `arguments` as programs and callgate lay them out.
  struct SeenKey {
    std::uint64_t slot;
    records::Registers values;
  };
  struct Wanted {
    records::Registers mask;
    std::uint64_t is_wanted;
    std::uint64_t kept; ///< different arguments of that call
  };
  struct OddKey {
    std::uint32_t token;
    std::uint32_t number;
  };
  /// What was not written down for lack of room, by index in `lost`.
  enum Lost : std::int32_t { lost_threads, lost_calls, kinds_of_loss };

  Descriptor threads;   ///< watched ones → what they do (counters_code.cpp)
  Descriptor counts;    ///< slot → calls, of each CPU
  Descriptor wanted;    ///< slot → Wanted
  Descriptor arguments; ///< SeenKey → calls
  Descriptor odd;       ///< OddKey, of calls without a slot → calls
  Descriptor lost;      ///< Lost → how many
};

/// Loaded, and not running yet.
struct Counters {
  static constexpr std::size_t tracepoints = 4;

  CounterMaps maps;
  /// For a thread to enter itself: the calls after its next exec count.
  Descriptor enter;
  std::array<Descriptor, tracepoints> programs; ///< that of calls is the last
};

/// Why there are no counters, for people.
using NoCounters = std::string;

std::variant<Counters, NoCounters> load_counters(const records::Interest& interest,
                                                 const CounterRoom& room);

} // namespace callgate::watch
