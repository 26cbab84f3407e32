// One thread receives, lets go on and counts, so every call of the command costs two changes
// of process. With SYNC_WAKE_UP both sides take turns on one CPU, without a wake-up of another.
#include "watch/observe_notification.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <poll.h>
#include <set>
#include <unistd.h>
#include <unordered_map>
#include <utility>

#include <callgate/listener.h>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "process/kernel_layout.hpp"
#include "watch/every_call.hpp"
#include "watch/guard.hpp"
#include "watch/listener_child.hpp"
#include "watch/passed_signals.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::status_callgate_failed;
using Clock = std::chrono::steady_clock;

/// Calls by name, on every ABI of this machine.
class NamedCall {
public:
  explicit NamedCall(std::string_view name) {
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      if (abi.family != arch::facts(arch::native_abi()).family) continue;
      if (const arch::Call* call = arch::find_call(abi.abi, name))
        numbers_.insert({abi.token, call->number});
    }
  }

  [[nodiscard]] bool is(const bpf::CallData& call) const {
    return numbers_.contains({call.token, call.number});
  }

private:
  std::set<std::pair<std::uint32_t, std::uint32_t>> numbers_;
};

bpf::CallData call_of(const seccomp_data& data) {
  bpf::CallData call;
  call.number = static_cast<std::uint32_t>(data.nr);
  call.token = data.arch;
  call.instruction_pointer = data.instruction_pointer;
  std::copy(std::begin(data.args), std::end(data.args), call.arguments.begin());
  return call;
}

bool is_same(const bpf::CallData& a, const bpf::CallData& b) {
  return a.number == b.number && a.token == b.token &&
         a.instruction_pointer == b.instruction_pointer && a.arguments == b.arguments;
}

/// Calls that were received and whose caller was gone before the answer: it was killed, or a
/// signal came first, after whose handler it may make the same call again, which is then no
/// second one. (With WAIT_KILLABLE_RECV only the former happens.)
class Unanswered {
public:
  void keep(std::uint32_t thread, const bpf::CallData& call) {
    calls_.insert_or_assign(thread, call);
  }

  void forget_if_repeated(std::uint32_t thread, const bpf::CallData& call) {
    if (calls_.empty()) return;
    const auto found = calls_.find(thread);
    if (found != calls_.end() && is_same(found->second, call)) calls_.erase(found);
  }

  void count(records::Tally& tally) const {
    for (const auto& [thread, call] : calls_)
      tally.add(call);
  }

private:
  std::unordered_map<std::uint32_t, bpf::CallData> calls_;
};

class Observation {
public:
  Observation(Guard& guard, callgate::Listener listener, const Surroundings& surroundings,
              records::Tally& tally, const Tell& tell)
      : guard_(guard), listener_(listener), own_group_(surroundings.own_group), tally_(tally),
        tell_(tell) {
    if (surroundings.time_limit) deadline_ = Clock::now() + *surroundings.time_limit;
    listener_.set_sync_wake_up(); // where the kernel has it
  }

  /// Until all are gone.
  std::variant<Observed, Failure, Unsuited> run();

private:
  void wait();
  void serve();
  void look_around();
  void take_signals();
  [[nodiscard]] int milliseconds_left() const;

  Guard& guard_;
  callgate::Listener listener_;
  bool own_group_;
  records::Tally& tally_;
  const Tell& tell_;
  PassedSignals signals_;
  NamedCall seccomp_{"seccomp"};
  Unanswered unanswered_;
  std::optional<Clock::time_point> deadline_;
  bool has_started_ = false;  ///< the command's execve was let go on
  bool is_over_ = false;      ///< its first process is
  bool nobody_calls_ = false; ///< the listener says so
  bool timed_out_ = false;
  bool wants_listener_ = false;
  bool has_filters_ = false;
  Guard::News last_ = Guard::News::none;
};

std::variant<Observed, Failure, Unsuited> Observation::run() {
  while (last_ != Guard::News::all_gone && last_ != Guard::News::guard_lost) {
    wait();
  }
  unanswered_.count(tally_);
  if (wants_listener_)
    return Unsuited{"the command installs a filter with a listener of its own, and there can be "
                    "one only",
                    true};
  if (last_ == Guard::News::guard_lost)
    return Failure{status_callgate_failed,
                   "the process that guards the command was killed, and the command ended by that"};
  if (auto failure = guard_.failure()) return *std::move(failure);
  Observed observed{Method::notification, guard_.ended(), {}};
  observed.ended.timed_out = timed_out_;
  if (has_filters_)
    observed.notes.emplace_back("the command installs filters itself: calls that these deny, or "
                                "hand to a tracer of its own, are decided without being seen");
  return observed;
}

void Observation::wait() {
  std::array<pollfd, 3> places{{{nobody_calls_ ? -1 : listener_.descriptor(), POLLIN, 0},
                                {guard_.descriptor(), POLLIN, 0},
                                {signals_.descriptor(), POLLIN, 0}}};
  const int ready = poll(places.data(), places.size(), milliseconds_left());
  if (ready == 0 && deadline_ && Clock::now() >= *deadline_) {
    timed_out_ = true;
    deadline_.reset();
    guard_.kill();
  }
  if (ready <= 0) return;
  if ((places[0].revents & POLLIN) != 0)
    serve();
  else if (places[0].revents != 0)
    nobody_calls_ = true;
  if (places[2].revents != 0) take_signals();
  if (places[1].revents != 0) look_around();
}

int Observation::milliseconds_left() const {
  if (!deadline_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - Clock::now()).count();
  constexpr std::int64_t longest = 1'000'000'000;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, longest));
}

void Observation::serve() {
  callgate::Notification received;
  if (!listener_.receive(received, 0).ok()) return; // its caller is gone already
  const bpf::CallData call = call_of(received.data);
  if (seccomp_.is(call)) {
    constexpr std::uint64_t set_mode_filter = 1;
    constexpr std::uint64_t new_listener = 1U << 3;
    const bool sets_filter = call.arguments[0] == set_mode_filter && call.arguments[2] != 0;
    if (sets_filter && (call.arguments[1] & new_listener) != 0) {
      wants_listener_ = true; // it gets no answer
      guard_.kill();
      return;
    }
    has_filters_ |= sets_filter;
  }
  const callgate::ListenerStatus answered = listener_.respond_continue(received);
  if (!has_started_) { // the execve that makes the process the command
    has_started_ = true;
    return;
  }
  unanswered_.forget_if_repeated(received.pid, call);
  if (answered.ok())
    tally_.add(call);
  else
    unanswered_.keep(received.pid, call);
}

void Observation::take_signals() {
  while (const auto taken = signals_.take()) {
    // What the terminal sends, the command got, as long as it is there.
    if (taken->is_from_terminal && !own_group_ && !is_over_) continue;
    guard_.signal(taken->signal);
  }
}

void Observation::look_around() {
  last_ = guard_.look();
  if (last_ != Guard::News::command_ended) return;
  is_over_ = true;
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
  auto result = Observation(guard, callgate::Listener(descriptor), surroundings, tally, tell).run();
  close(descriptor);
  return result;
}

} // namespace callgate::watch
