// The tracer's loop: every stop of every thread, each answered with what lets the thread fare
// as if nobody watched.
#include "watch/follow.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <linux/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "bpf/interpreter.hpp"
#include "process/closed_memory.hpp"
#include "process/command_abi.hpp"
#include "process/kernel_layout.hpp"
#include "process/ptrace_request.hpp"
#include "process/refusal.hpp"
#include "watch/descendants.hpp"
#include "watch/launch.hpp"
#include "watch/signals.hpp"
#include "watch/stacks.hpp"
#include "watch/stopped_call.hpp"
#include "watch/stopped_thread.hpp"

namespace callgate::watch {
namespace {

using process::Failure;
using process::ptrace_request;

/// Whether some call is killed for.
bool kills(const ruleset::Rulings& rulings) {
  const auto is_killing = [](bpf::Action action) {
    return action.kind == bpf::ActionKind::kill_process ||
           action.kind == bpf::ActionKind::kill_thread;
  };
  const auto may_kill = [&](const ruleset::Interval& interval) {
    const ruleset::Decision& decision = interval.decision;
    return is_killing(decision.otherwise) ||
           std::any_of(decision.clauses.begin(), decision.clauses.end(),
                       [&](const ruleset::Clause& clause) { return is_killing(clause.action); });
  };
  return is_killing(rulings.foreign) ||
         std::any_of(rulings.rulesets.begin(), rulings.rulesets.end(),
                     [&](const ruleset::Ruleset& ruleset) {
                       return std::any_of(ruleset.intervals.begin(), ruleset.intervals.end(),
                                          may_kill);
                     });
}

/// Every stop takes time, so there are none that would tell nothing.
unsigned long options_for(const ruleset::Rulings& rulings) {
  constexpr unsigned long always = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                                   PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                                   PTRACE_O_TRACESECCOMP;
  return kills(rulings) ? always | PTRACE_O_TRACEEXIT : always;
}

class Following {
public:
  Following(const proof::ProvenFilter& filter, Watcher& watcher, Signals& signals, pid_t command)
      : filter_(filter), watcher_(watcher), signals_(signals), first_(command) {}

  std::variant<Ended, Failure> until_all_are_gone();

private:
  void heed_signals();
  void take_stop(pid_t thread, int status);
  void take_event(pid_t thread, int event, int signal);
  void take_end(pid_t thread, int status);
  void take_signal(pid_t thread);
  void take_exit(pid_t thread);
  void forget_the_vanished();
  void announce(pid_t parent);
  void answer(pid_t thread);
  void refuse(pid_t thread, std::uint16_t error);

  [[nodiscard]] bpf::Action verdict(const bpf::CallData& call) const;
  void kill_all();
  void signal_all(int signal) const;

  const proof::ProvenFilter& filter_;
  Watcher& watcher_;
  Signals& signals_;
  const pid_t first_;
  Stacks stacks_;
  std::unordered_set<pid_t> threads_;
  /// Met, and perhaps gone, before their parent's stop told of them.
  std::unordered_set<pid_t> unannounced_;
  bool is_threaded_ = false; ///< there may be threads that are not the first of their process
  bool is_ending_ = false;   ///< whoever is met is killed
  Ended ended_;
  std::optional<std::string> abandoned_;
};

/// What PTRACE_GETEVENTMSG says at a stop; nothing if the thread is gone meanwhile.
std::optional<unsigned long> event_message(pid_t thread) {
  unsigned long message = 0;
  if (ptrace_request(PTRACE_GETEVENTMSG, thread, 0, process::word_of(&message)) != 0)
    return std::nullopt;
  return message;
}

std::variant<Ended, Failure> Following::until_all_are_gone() {
  threads_.insert(first_);
  ptrace_request(PTRACE_CONT, first_, 0, 0);
  while (!threads_.empty()) {
    int status = 0;
    const int flags = signals_.is_to_stop() ? __WALL | WNOHANG : __WALL;
    const pid_t thread = waitpid(-1, &status, flags);
    const int error = errno;
    heed_signals();
    if (thread == 0) {
      signals_.stop();
    } else if (thread < 0) {
      if (error != EINTR) break; // none is left
    } else if (WIFSTOPPED(status)) {
      take_stop(thread, status);
    } else {
      take_end(thread, status);
    }
  }
  if (abandoned_) return Failure{process::status_callgate_failed, *std::move(abandoned_)};
  return ended_;
}

void Following::heed_signals() {
  for (const int signal : signals_.take_left_over())
    signal_all(signal);
  if (!is_ending_ && signals_.is_over()) {
    ended_.timed_out = true;
    kill_all();
  }
}

/// To each process once. Threads that are gone meanwhile are nobody's concern.
void Following::signal_all(int signal) const {
  std::unordered_set<pid_t> processes;
  for (const pid_t thread : threads_)
    if (processes.insert(process_of(thread)).second) kill(thread, signal);
}

void Following::kill_all() {
  is_ending_ = true;
  for (const pid_t thread : threads_)
    kill(thread, SIGKILL);
}

void Following::take_end(pid_t thread, int status) {
  if (threads_.erase(thread) == 0) unannounced_.insert(thread);
  if (is_threaded_) forget_the_vanished();
  if (thread != first_) return;
  signals_.command_is_gone();
  ended_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  ended_.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/// A thread that executes a program takes the id of its process, and that of its own is gone
/// without a word.
void Following::forget_the_vanished() {
  constexpr std::size_t few = 64; // with more, others end first
  if (threads_.size() > few) return;
  std::erase_if(threads_, [](pid_t thread) { return kill(thread, 0) != 0 && errno == ESRCH; });
}

void Following::take_stop(pid_t thread, int status) {
  if (threads_.insert(thread).second) {
    unannounced_.insert(thread);
    if (is_ending_) kill(thread, SIGKILL);
  }
  const int event = status >> 16;
  if (event != 0)
    take_event(thread, event, WSTOPSIG(status));
  else if (WSTOPSIG(status) == SIGSYS)
    take_signal(thread);
  // ESRCH says that the thread was killed meanwhile: its end comes next.
  const process::Resumption resumption = process::resumption_from(status, PTRACE_CONT);
  (void)ptrace_request(resumption.request, thread, 0, resumption.signal);
}

void Following::take_event(pid_t thread, int event, int signal) {
  switch (event) {
  case PTRACE_EVENT_FORK:
  case PTRACE_EVENT_VFORK:
  case PTRACE_EVENT_CLONE:
    is_threaded_ = is_threaded_ || event == PTRACE_EVENT_CLONE;
    return announce(thread);
  case PTRACE_EVENT_EXIT:
    return take_exit(thread);
  case PTRACE_EVENT_SECCOMP:
    return answer(thread);
  case PTRACE_EVENT_STOP:
    if (thread == first_) signals_.command_stopped(signal == SIGTRAP ? 0 : signal);
    return;
  default:
    return;
  }
}

/// A new thread is known from now on, so that the loop does not end between its parent's end
/// and its own first stop.
void Following::announce(pid_t parent) {
  const std::optional<unsigned long> message = event_message(parent);
  if (!message) return;
  const auto child = static_cast<pid_t>(*message);
  if (unannounced_.erase(child) != 0) return;
  threads_.insert(child);
  if (is_ending_) kill(child, SIGKILL);
}

bpf::Action Following::verdict(const bpf::CallData& call) const {
  const ruleset::Rulings& rulings = filter_.rulings();
  return bpf::action_of(bpf::run(filter_.program(), call, rulings.byte_order).value);
}

/// When a filter kills a process, all of its threads end with that status; a thread may also
/// have raised SIGSYS. The one in question is in a call that the filter kills for.
void Following::take_exit(pid_t thread) {
  const std::optional<unsigned long> status = event_message(thread);
  constexpr unsigned long signal_bits = 0x7f;
  if (!status || (*status & signal_bits) != SIGSYS || (*status & 0xff00U) != 0) return;
  const std::optional<bpf::CallData> call = stopped_call(thread);
  if (!call) return;
  const bpf::ActionKind kind = verdict(*call).kind;
  if (kind == bpf::ActionKind::kill_process || kind == bpf::ActionKind::kill_thread)
    watcher_.on_kill(StoppedThread(thread, *call, stacks_));
}

/// SIGSYS can come from anywhere (kill, a filter that the program added); what the registers
/// show and the filter says decides whether it is this filter's trap.
void Following::take_signal(pid_t thread) {
  siginfo_t information{};
  if (ptrace_request(PTRACE_GETSIGINFO, thread, 0, process::word_of(&information)) != 0) return;
  constexpr int from_seccomp = 1; // SYS_SECCOMP
  if (information.si_code != from_seccomp) return;
  const std::optional<bpf::CallData> call = stopped_call(thread);
  if (call && verdict(*call).kind == bpf::ActionKind::trap)
    watcher_.on_trap(StoppedThread(thread, *call, stacks_));
}

void Following::refuse(pid_t thread, std::uint16_t error) {
  const int failure = skip_call(thread, error);
  if (failure == 0 || failure == ESRCH) return;
  // It must not be made whatever happens.
  if (!abandoned_)
    abandoned_ = std::string("a denied call could not be held back: ") + std::strerror(failure);
  kill_all();
}

void Following::answer(pid_t thread) {
  const std::optional<TracedCall> traced = traced_call(thread);
  if (!traced) return refuse(thread, ENOSYS);
  // A filter that the program added may hand calls to a tracer as well. Nobody would be there
  // for it, and the kernel would say ENOSYS.
  const bpf::Action own = verdict(traced->call);
  if (own.kind != bpf::ActionKind::trace) return refuse(thread, ENOSYS);
  const Answer answer = watcher_.on_trace(StoppedThread(thread, traced->call, stacks_), own.data);
  if (const auto* fail = std::get_if<Fail>(&answer)) return refuse(thread, fail->error);
  if (std::holds_alternative<Pass>(answer)) {
    if (traced->data != own.data) refuse(thread, ENOSYS);
    return;
  }
  if (!abandoned_) abandoned_ = std::get<Abandon>(answer).reason;
  refuse(thread, ENOSYS);
  kill_all();
}

std::optional<Failure> refuse_to_follow(const proof::ProvenFilter& filter) {
  if (std::optional<std::string> reason = process::wrong_machine(filter.rulings()))
    return Failure{process::status_callgate_failed, *std::move(reason)};
  if (!process::can_inject())
    return Failure{process::status_callgate_failed,
                   "callgate cannot watch commands on this machine"};
  return std::nullopt;
}

} // namespace

std::variant<Ended, Failure> follow(const proof::ProvenFilter& filter,
                                    std::span<const std::string> command,
                                    const Surroundings& surroundings, Watcher& watcher) {
  if (std::optional<Failure> refused = refuse_to_follow(filter)) return *std::move(refused);
  const auto instructions = process::kernel_layout(filter.program().instructions());
  const process::ClosedMemory closed;
  const Descendants descendants;
  Signals signals(surroundings.time_limit);
  auto launched = launch(instructions, command, surroundings, signals);
  if (auto* failure = std::get_if<Failure>(&launched)) return std::move(*failure);
  if (const auto* ended = std::get_if<Ended>(&launched)) return *ended;

  const pid_t first = std::get<Launched>(launched).command;
  if (const int error =
          ptrace_request(PTRACE_SETOPTIONS, first, 0, options_for(filter.rulings()))) {
    discard(first);
    return Failure{process::status_callgate_failed,
                   std::string("cannot trace the command: ") + std::strerror(error)};
  }
  signals.pass_on_to(first);
  return Following(filter, watcher, signals, first).until_all_are_gone();
}

} // namespace callgate::watch
