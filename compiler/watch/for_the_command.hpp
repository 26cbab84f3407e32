// What is sent to callgate and means the command that it waits for.
#pragma once

#include <array>
#include <csignal>
#include <vector>

#include <sys/time.h>

namespace callgate::watch {

/// Every signal that a process can catch, but for those that tell a process of its own faults,
/// children and streams.
inline std::vector<int> signals_for_the_command() {
  std::vector<int> signals{SIGHUP,  SIGINT,   SIGQUIT,   SIGTERM, SIGUSR1, SIGUSR2,
                           SIGALRM, SIGCONT,  SIGTSTP,   SIGURG,  SIGXCPU, SIGXFSZ,
                           SIGPROF, SIGWINCH, SIGVTALRM, SIGIO,   SIGABRT, SIGPWR};
#ifdef SIGSTKFLT
  signals.push_back(SIGSTKFLT);
#endif
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal)
    signals.push_back(signal);
  return signals;
}

/// Those of them that an observer keeps for the command: being stopped, going on and being aborted
/// happen to the observer as well.
inline std::vector<int> observers_signals() {
  std::vector<int> signals = signals_for_the_command();
  std::erase_if(signals, [](int signal) {
    return signal == SIGTSTP || signal == SIGCONT || signal == SIGABRT;
  });
  return signals;
}

/// Timers go on through an exec and not through a fork (alarm(2) before `exec callgate`): they
/// are taken from this process, to be given to the command's right before its exec.
class InheritedTimers {
public:
  InheritedTimers() {
    const itimerval none{};
    for (std::size_t i = 0; i < timers_.size(); ++i)
      setitimer(kinds[i], &none, &timers_[i]);
  }
  void give() const {
    for (std::size_t i = 0; i < timers_.size(); ++i)
      if (timers_[i].it_value.tv_sec != 0 || timers_[i].it_value.tv_usec != 0)
        setitimer(kinds[i], &timers_[i], nullptr);
  }

private:
  static constexpr std::array kinds{ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF};
  std::array<itimerval, 3> timers_{};
};

} // namespace callgate::watch
