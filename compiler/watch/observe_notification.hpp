// Watching by a filter that hands every call to a listener (seccomp_unotify(2)), which lets it
// go on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>

#include "process/failure.hpp"
#include "records/tally.hpp"
#include "watch/observe.hpp"

namespace callgate::watch {

/// Why this way did not do, and perhaps another does.
struct Unsuited {
  std::string reason;
  bool has_run; ///< the command had run, and was ended
};

std::variant<Observed, process::Failure, Unsuited>
observe_by_notification(std::span<const std::string> command, const Surroundings& surroundings,
                        records::Tally& tally, const Tell& tell);

} // namespace callgate::watch
