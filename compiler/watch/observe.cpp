// The choice of the method.
#include "watch/observe.hpp"

#include <cstdint>
#include <utility>

#include "watch/counters.hpp"
#include "watch/observe_notification.hpp"
#include "watch/observe_trace.hpp"
#include "watch/second_start.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::status_callgate_failed;
using Result = std::variant<Observed, Failure>;

void add_all(const records::Tally& from, records::Tally& to) {
  for (const records::SeenCall& seen : from.calls()) {
    std::uint64_t rest = seen.count;
    for (const records::SeenArguments& arguments : seen.arguments) {
      to.add({seen.number, seen.token, 0, arguments.values}, arguments.count);
      rest -= arguments.count;
    }
    if (rest != 0) to.add_unseen(seen.token, seen.number, rest);
  }
}

Result only_by_notification(std::span<const std::string> command, const Surroundings& surroundings,
                            records::Tally& tally, const Tell& tell) {
  auto result = observe_by_notification(command, surroundings, tally, tell);
  if (auto* observed = std::get_if<Observed>(&result)) return std::move(*observed);
  if (auto* failure = std::get_if<Failure>(&result)) return std::move(*failure);
  return Failure{status_callgate_failed, "the command cannot be watched by notification: " +
                                             std::get<Unsuited>(result).reason +
                                             "; --method trace watches it by a tracer"};
}

Result by_notification_or_trace(std::span<const std::string> command,
                                const Surroundings& surroundings, records::Tally& tally,
                                const Tell& tell) {
  const SecondStart second(surroundings.standard_input);
  records::Tally first(tally.interest());
  auto result = observe_by_notification(command, surroundings, first, tell);
  if (auto* failure = std::get_if<Failure>(&result)) return std::move(*failure);
  if (auto* observed = std::get_if<Observed>(&result)) {
    add_all(first, tally);
    return std::move(*observed);
  }

  const auto& [reason, has_run] = std::get<Unsuited>(result);
  if (has_run && !second.prepare())
    return Failure{
        status_callgate_failed,
        reason + ". It was ended, and cannot be started again as its standard input "
                 "cannot be read again: --method trace watches it by a tracer from the start"};
  if (has_run && tell) tell(reason + ": it was ended, and starts again, watched by trace");
  auto traced = observe_by_trace(command, surroundings, tally);
  if (auto* observed = std::get_if<Observed>(&traced))
    observed->notes.push_back("watched by trace, and not by notification: " + reason);
  return traced;
}

} // namespace

Result observe(std::span<const std::string> command, const Surroundings& surroundings,
               std::optional<Method> method, records::Tally& tally, const Tell& tell) {
  if (!method) {
    if (auto counted = try_counters(command, surroundings, tally, tell)) return *std::move(counted);
    return by_notification_or_trace(command, surroundings, tally, tell);
  }
  switch (*method) {
  case Method::notification:
    return only_by_notification(command, surroundings, tally, tell);
  case Method::trace:
    return observe_by_trace(command, surroundings, tally);
  case Method::counters:
    return observe_by_counters(command, surroundings, tally, tell);
  }
  return Failure{status_callgate_failed, "there is no such method"};
}

} // namespace callgate::watch
