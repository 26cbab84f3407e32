// The guard's own process, from its fork to its end.
#pragma once

#include <csignal>

#include "watch/guard.hpp"

namespace callgate::watch {

/// What the command is to have as it was before callgate set it for itself.
struct Inherited {
  const sigset_t& mask;
  const process::ChildNews& child_news;
  const InheritedTimers& timers;
};

class GuardProcess {
public:
  GuardProcess(int channel, const Inherited& inherited, Guard::Report& report)
      : channel_(channel), inherited_(inherited), report_(report) {}

  /// To be called in a process forked for this, with all signals blocked.
  [[noreturn]] void live(const Start& command, const LastStep& last_step);

private:
  [[noreturn]] void become_command(pid_t guard, const Start& command, const LastStep& last_step);
  [[noreturn]] void stand_guard();
  void reap();
  void kill_all();
  void obey();

  int channel_;
  Inherited inherited_;
  Guard::Report& report_;
  pid_t command_ = 0; ///< 0: over
  bool is_killing_ = false;
};

} // namespace callgate::watch
