// Watching a command without a policy: every call that it and all that comes of it make, from
// the first instruction on, goes into a tally.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "process/failure.hpp"
#include "records/tally.hpp"
#include "watch/ended.hpp"
#include "watch/follow.hpp"

namespace callgate::watch {

enum class Method {
  notification, ///< a filter's listener; unprivileged
  trace,        ///< a filter's tracer; unprivileged
  counters,     ///< programs inside the kernel; takes CAP_BPF and CAP_PERFMON, or root
};

struct Observed {
  Method method;
  Ended ended;
  std::vector<std::string> notes; ///< what a person should know about how it was watched
};

/// Without a method the cheapest one that works here.
std::variant<Observed, process::Failure> observe(std::span<const std::string> command,
                                                 const Surroundings& surroundings,
                                                 std::optional<Method> method,
                                                 records::Tally& tally);

} // namespace callgate::watch
