// The signals of a process that waits for a command, so that it seems to be the command: what
// somebody sends to callgate reaches the command, what the terminal sends to both is left to
// the command, and when the terminal stops the command callgate stops too.
//
// Handlers do what cannot wait and wake the waiting. A signal may come just before the waiting
// begins, which it then does not interrupt: so a timer repeats the waking until it was heeded.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include <signal.h>
#include <sys/types.h>

#include "watch/for_the_command.hpp"

namespace callgate::watch {

/// One at a time in a process, which has one thread.
class Signals {
public:
  /// Takes the signals over; after `time_limit`, and again and again, waiting is interrupted.
  explicit Signals(std::optional<std::chrono::milliseconds> time_limit);
  /// Gives them back as they were.
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// In a forked child, whose signals are all blocked: dispositions and mask as they were.
  /// What came meanwhile takes effect with the mask.
  void restore_dispositions() const;
  void restore_mask() const { sigprocmask(SIG_SETMASK, &mask_, nullptr); }
  void restore_timers() const { timers_.give(); }

  /// From now on signals are passed on to that process, until it is gone.
  void pass_on_to(pid_t command);
  void command_is_gone();

  /// Signals that came when the command was gone, or was not yet there.
  std::vector<int> take_left_over();

  [[nodiscard]] bool is_over() const; ///< the time limit

  /// The command stands stopped by that signal, or does not (0).
  void command_stopped(int signal) { command_stopped_by_ = signal; }
  /// Whether callgate is to stop as well: the terminal stopped both.
  [[nodiscard]] bool is_to_stop() const;
  /// Stops, until SIGCONT.
  void stop();

private:
  void take_over();

  struct Disposition {
    int signal;
    struct sigaction before;
  };
  std::vector<Disposition> dispositions_;
  sigset_t mask_{}; ///< that of before
  InheritedTimers timers_;
  std::optional<std::chrono::steady_clock::time_point> end_;
  timer_t limit_{};
  pid_t command_ = 0;
  int command_stopped_by_ = 0;
};

} // namespace callgate::watch
