// Watching a command without a policy: every call that it and all that comes of it make, from
// the first instruction on, goes into a tally.
#pragma once

#include <functional>
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

/// Told while the command runs, in words for a person.
using Tell = std::function<void(const std::string&)>;

/// Without a method the cheapest one that works here. Returns when the command and all that
/// came of it are gone. Should the caller die meanwhile, however that comes, so do they.
/// Call it from a process with one thread.
std::variant<Observed, process::Failure> observe(std::span<const std::string> command,
                                                 const Surroundings& surroundings,
                                                 std::optional<Method> method,
                                                 records::Tally& tally, const Tell& tell = {});

} // namespace callgate::watch
