// How a process gets a filter with a listener before its exec, and the listener gets out of it:
// from the moment of the load on, each call of that process waits for the listener's answer.
//
// So it tells by memory that it shares with a second process, the porter, which has the same
// table of descriptors (CLONE_FILES) but not the filter. The porter sends the listener over a
// socket and ends. This needs no permission that ptrace would need, as pidfd_getfd does.
#pragma once

#include <atomic>
#include <span>

#include <linux/filter.h>

#include <callgate/status.h>

#include "watch/guard.hpp"
#include "watch/shared.hpp"

namespace callgate::watch {

class ListenerChild {
public:
  explicit ListenerChild(std::span<const sock_filter> filter);
  ~ListenerChild();
  ListenerChild(const ListenerChild&) = delete;
  ListenerChild& operator=(const ListenerChild&) = delete;

  /// The last step of the command's process: no_new_privs, porter, load.
  StepFailure load();

  /// To be called by the observer once the process is there; the other end is closed then.
  void is_forked();

  /// To be polled for reading; then `take`.
  [[nodiscard]] int descriptor() const { return ends_[0]; }
  /// The listener; negative: the porter is gone without one.
  [[nodiscard]] int take();

  /// Why there is no listener.
  [[nodiscard]] callgate::Problem problem() const { return state_->problem; }

private:
  struct State {
    std::atomic<int> listener; ///< number in the process; 0: not yet, negative: never
    std::atomic<callgate::Problem> problem;
  };

  [[noreturn]] void carry() const;

  std::span<const sock_filter> filter_;
  int ends_[2];
  Shared<State> state_;
};

} // namespace callgate::watch
