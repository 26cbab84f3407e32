// The choice of the method.
#include "watch/observe.hpp"

#include <utility>

#include "watch/observe_notification.hpp"

namespace callgate::watch {

using process::Failure;
using process::status_callgate_failed;

std::variant<Observed, Failure> observe(std::span<const std::string> command,
                                        const Surroundings& surroundings,
                                        std::optional<Method> method, records::Tally& tally,
                                        const Tell& tell) {
  if (method && *method != Method::notification) return Failure{status_callgate_failed, "not yet"};
  auto result = observe_by_notification(command, surroundings, tally, tell);
  if (auto* observed = std::get_if<Observed>(&result)) return std::move(*observed);
  if (auto* failure = std::get_if<Failure>(&result)) return std::move(*failure);
  return Failure{status_callgate_failed, std::get<Unsuited>(result).reason};
}

} // namespace callgate::watch
