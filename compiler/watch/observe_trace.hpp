// Watching by a filter that hands every call to a tracer (`follow`), which lets it pass.
#pragma once

#include <span>
#include <string>
#include <variant>

#include "process/failure.hpp"
#include "records/tally.hpp"
#include "watch/observe.hpp"

namespace callgate::watch {

std::variant<Observed, process::Failure> observe_by_trace(std::span<const std::string> command,
                                                          const Surroundings& surroundings,
                                                          records::Tally& tally);

} // namespace callgate::watch
