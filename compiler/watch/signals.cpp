#include "watch/signals.hpp"

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace callgate::watch {
namespace {

/// What the handlers know.
struct State {
  std::atomic<int> command{-1};         ///< a pidfd; -1: there is none
  std::atomic<std::uint64_t> left_over; ///< a bit a signal
  std::atomic<bool> is_asked_to_stop;   ///< SIGTSTP came
  timer_t waking{};                     ///< repeats what may have been missed
};
constinit State state;
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

std::uint64_t bit_of(int signal) {
  return std::uint64_t{1} << static_cast<unsigned>(signal - 1);
}

void wake_from_now_on() {
  constexpr long nanoseconds = 20'000'000;
  const itimerspec times{{0, nanoseconds}, {0, nanoseconds}};
  timer_settime(state.waking, 0, &times, nullptr);
}

void stop_waking() {
  const itimerspec never{};
  timer_settime(state.waking, 0, &never, nullptr);
}

void handle(int signal, siginfo_t* information, void*) {
  const int saved = errno;
  if (signal == SIGTSTP) {
    state.is_asked_to_stop = true;
    wake_from_now_on();
  }
  // What the kernel sends (Ctrl-C, a hangup) it sends to the command as well, and timers are
  // callgate's own; what a process sends, it sends to callgate and means the command.
  if (information->si_code <= 0 && information->si_code != SI_TIMER &&
      information->si_pid != getpid()) {
    // With its value, if it was sent with one.
    const siginfo_t* const whole = information->si_code == SI_QUEUE ? information : nullptr;
    const int command = state.command;
    if (command < 0 || syscall(SYS_pidfd_send_signal, command, signal, whole, 0) != 0) {
      state.left_over |= bit_of(signal);
      wake_from_now_on();
    }
  }
  errno = saved;
}

timer_t make_timer() {
  sigevent event{};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGALRM;
  timer_t timer{};
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  return timer;
}

itimerspec after_and_on(std::chrono::milliseconds time) {
  constexpr long again = 50'000'000;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const std::chrono::nanoseconds rest = time - seconds;
  // A time of zero would be none at all.
  return {{0, again}, {seconds.count(), rest.count() + 1}};
}

} // namespace

Signals::Signals(std::optional<std::chrono::milliseconds> time_limit) {
  sigset_t mask;
  sigfillset(&mask);
  sigprocmask(SIG_SETMASK, &mask, &mask_);
  state.left_over = 0;
  state.is_asked_to_stop = false;
  state.waking = make_timer();
  limit_ = make_timer();
  take_over();
  if (time_limit) {
    end_ = std::chrono::steady_clock::now() + *time_limit;
    const itimerspec times = after_and_on(*time_limit);
    timer_settime(limit_, 0, &times, nullptr);
  }

  mask = mask_;
  for (const int signal : signals_for_the_command())
    sigdelset(&mask, signal);
  // Reports may be written from the background, where that would otherwise stop callgate and
  // not the command.
  sigaddset(&mask, SIGTTOU);
  sigprocmask(SIG_SETMASK, &mask, nullptr);
}

void Signals::take_over() {
  struct sigaction action {};
  action.sa_flags = SA_SIGINFO; // and not SA_RESTART: waiting is to be interrupted
  action.sa_sigaction = handle;
  sigfillset(&action.sa_mask);
  const std::vector<int> passed_on = signals_for_the_command();
  dispositions_.reserve(passed_on.size() + 2);
  for (const int signal : passed_on) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    // What is ignored (nohup) the command ignores too. The timers need theirs.
    if (before.sa_handler == SIG_IGN && signal != SIGALRM) continue;
    sigaction(signal, &action, nullptr);
    dispositions_.push_back({signal, before});
  }
  // With SIGCHLD ignored nobody would be told how a command ended. And that nobody reads its
  // reports must not end callgate, and so the command.
  for (const auto& [signal, handler] : {std::pair(SIGCHLD, SIG_DFL), std::pair(SIGPIPE, SIG_IGN)}) {
    struct sigaction before {};
    struct sigaction own {};
    own.sa_handler = handler;
    sigaction(signal, &own, &before);
    dispositions_.push_back({signal, before});
  }
}

Signals::~Signals() {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  command_is_gone();
  timer_delete(limit_);
  timer_delete(state.waking);
  // What the timers have sent is not for whoever has the signal next.
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  const timespec now{};
  while (sigtimedwait(&alarm, nullptr, &now) == SIGALRM) {
  }
  restore_dispositions();
  restore_mask();
}

void Signals::restore_dispositions() const {
  for (const Disposition& disposition : dispositions_)
    sigaction(disposition.signal, &disposition.before, nullptr);
}

void Signals::pass_on_to(pid_t command) {
  command_ = command;
  state.command = static_cast<int>(syscall(SYS_pidfd_open, command, 0));
}

void Signals::command_is_gone() {
  const int descriptor = state.command.exchange(-1);
  if (descriptor >= 0) close(descriptor);
}

std::vector<int> Signals::take_left_over() {
  std::vector<int> signals;
  if (state.left_over == 0) return signals;
  stop_waking();
  const std::uint64_t came = state.left_over.exchange(0);
  for (int signal = 1; signal <= 64; ++signal)
    if ((came & bit_of(signal)) != 0) signals.push_back(signal);
  return signals;
}

bool Signals::is_over() const {
  return end_ && std::chrono::steady_clock::now() >= *end_;
}

bool Signals::is_to_stop() const {
  switch (command_stopped_by_) {
  case SIGTSTP:
    return state.is_asked_to_stop;
  case SIGTTIN: // which the kernel sends to the whole group
  case SIGTTOU:
    return getpgid(command_) == getpgrp();
  default:
    return false;
  }
}

void Signals::stop() {
  state.is_asked_to_stop = false;
  stop_waking();
  command_stopped_by_ = 0;
  raise(SIGSTOP);
}

} // namespace callgate::watch
