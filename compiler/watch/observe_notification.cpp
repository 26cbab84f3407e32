// One thread receives, lets go on and counts, so every call of the command costs two changes
// of process. With SYNC_WAKE_UP both sides take turns on one CPU, without a wake-up of another.
#include "watch/observe_notification.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <poll.h>
#include <unistd.h>
#include <utility>

#include <callgate/listener.h>

#include "process/kernel_layout.hpp"
#include "watch/every_call.hpp"
#include "watch/guard.hpp"
#include "watch/listener_child.hpp"
#include "watch/own_filters.hpp"
#include "watch/unanswered.hpp"
#include "watch/vigil.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::status_callgate_failed;

bpf::CallData call_of(const seccomp_data& data) {
  bpf::CallData call;
  call.number = static_cast<std::uint32_t>(data.nr);
  call.token = data.arch;
  call.instruction_pointer = data.instruction_pointer;
  std::copy(std::begin(data.args), std::end(data.args), call.arguments.begin());
  return call;
}

class Observation {
public:
  Observation(Guard& guard, callgate::Listener listener, const Surroundings& surroundings,
              records::Tally& tally, const Tell& tell)
      : listener_(listener), tally_(tally), vigil_(guard, surroundings, tell) {
    listener_.set_sync_wake_up(); // where the kernel has it
  }

  /// Until all are gone.
  std::variant<Observed, Failure, Unsuited> run();

private:
  void wait();
  void serve();
  void take(const callgate::Notification& received);
  void abandon(Unsuited reason);

  callgate::Listener listener_;
  records::Tally& tally_;
  Vigil vigil_;
  OwnFilters own_filters_;
  Unanswered unanswered_;
  bool may_any_call_ = true; ///< else there is nobody left to call
  bool has_started_ = false; ///< the command's execve was let go on
  std::optional<Unsuited> unsuited_;
};

std::variant<Observed, Failure, Unsuited> Observation::run() {
  while (!vigil_.are_all_gone())
    wait();
  unanswered_.count(tally_);
  if (unsuited_) return *std::move(unsuited_);
  auto result = vigil_.result();
  if (auto* failure = std::get_if<Failure>(&result)) return std::move(*failure);
  Observed observed{Method::notification, std::get<Ended>(result), {}};
  if (own_filters_.is_any()) observed.notes.emplace_back(OwnFilters::note);
  return observed;
}

void Observation::wait() {
  const auto others = vigil_.places();
  // Once all are to end, calls get no answer: nothing new can come while they are killed.
  const bool is_listening = may_any_call_ && !vigil_.is_ending();
  std::array<pollfd, 3> places{
      {{is_listening ? listener_.descriptor() : -1, POLLIN, 0}, others[0], others[1]}};
  const int ready = poll(places.data(), places.size(), vigil_.milliseconds_left());
  if (ready > 0 && (places[0].revents & POLLIN) != 0)
    serve();
  else if (ready > 0 && places[0].revents != 0)
    may_any_call_ = false;
  vigil_.look();
}

/// One call, and what comes soon after it: looking only at the listener is cheaper.
void Observation::serve() {
  constexpr int soon = 10; // milliseconds
  constexpr int most = 64; // before everything else gets its turn
  callgate::Notification received;
  for (int i = 0; i < most && !vigil_.is_ending(); ++i) {
    if (!listener_.receive(received, i == 0 ? 0 : soon).ok()) return;
    take(received);
  }
}

void Observation::abandon(Unsuited reason) {
  unsuited_ = std::move(reason);
  vigil_.end();
}

void Observation::take(const callgate::Notification& received) {
  const bpf::CallData call = call_of(received.data);
  own_filters_.see(call);
  if (own_filters_.wants_listener())
    return abandon({"the command installs a filter with a listener of its own, and a process can "
                    "have one only",
                    true});
  const callgate::ListenerStatus answered = listener_.respond_continue(received);
  if (!has_started_) { // the execve that makes the process the command
    has_started_ = true;
    if (answered.problem == callgate::ListenerProblem::not_supported)
      abandon({"this kernel's listeners cannot let a call go on (Linux 5.5)", false});
    return;
  }
  unanswered_.forget_if_repeated(received.pid, call);
  if (answered.ok())
    tally_.add(call);
  else
    unanswered_.keep(received.pid, call);
}

/// The listener, or why there is none.
std::variant<int, Failure, Unsuited> await_listener(Guard& guard, ListenerChild& child) {
  child.is_forked();
  const int listener = child.take();
  if (listener >= 0) return listener;
  while (true) {
    const Guard::News news = guard.wait();
    if (news == Guard::News::all_gone || news == Guard::News::guard_lost) break;
  }
  const auto failure = guard.failure();
  if (!failure)
    return Failure{status_callgate_failed, "the command was killed before it had begun"};
  if (child.problem() == callgate::Problem::none) return *failure;
  return Unsuited{failure->message, false};
}

} // namespace

std::variant<Observed, Failure, Unsuited>
observe_by_notification(std::span<const std::string> command, const Surroundings& surroundings,
                        records::Tally& tally, const Tell& tell) {
  const proof::ProvenFilter filter = every_call_gets({bpf::ActionKind::notify});
  const std::vector<sock_filter> instructions =
      process::kernel_layout(filter.program().instructions());
  ListenerChild child(instructions);
  auto started = Guard::start(command, surroundings, [&child] { return child.load(); });
  if (auto* failure = std::get_if<Failure>(&started)) return std::move(*failure);
  Guard& guard = *std::get<std::unique_ptr<Guard>>(started);

  auto listener = await_listener(guard, child);
  if (auto* failure = std::get_if<Failure>(&listener)) return std::move(*failure);
  if (auto* unsuited = std::get_if<Unsuited>(&listener)) return std::move(*unsuited);
  const int descriptor = std::get<int>(listener);
  const callgate::Listener opened(descriptor);
  if (!opened.opened().ok()) { // the guard ends the command, which waits at its exec
    close(descriptor);
    return Unsuited{opened.opened().message(), false};
  }
  auto result = Observation(guard, opened, surroundings, tally, tell).run();
  close(descriptor);
  return result;
}

} // namespace callgate::watch
