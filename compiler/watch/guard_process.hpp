// The guard's own process, from its fork to its end.
#pragma once

#include <csignal>

#include "watch/guard.hpp"

namespace callgate::watch {

class GuardProcess {
public:
  /// `mask`: the signals that the command is to have blocked.
  GuardProcess(int channel, const sigset_t& mask, Guard::Report& report)
      : channel_(channel), mask_(mask), report_(report) {}

  /// To be called in a process forked for this, with all signals blocked.
  [[noreturn]] void live(const Start& command, const LastStep& last_step);

private:
  [[noreturn]] void become_command(const Start& command, const LastStep& last_step);
  [[noreturn]] void stand_guard();
  void reap();
  void kill_all();
  void obey();

  int channel_;
  sigset_t mask_;
  Guard::Report& report_;
  pid_t command_ = 0; ///< 0: over
  bool is_killing_ = false;
};

} // namespace callgate::watch
