// With SIGCHLD ignored, which a process can be started with, the kernel tells nobody how
// children end, and waiting for one waits for all of them.
#pragma once

#include <csignal>

namespace callgate::process {

/// Sees to it that children's ends are told, for as long as it lives.
class ChildNews {
public:
  ChildNews() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(SIGCHLD, &action, &before_);
  }
  ~ChildNews() { restore(); }
  ChildNews(const ChildNews&) = delete;
  ChildNews& operator=(const ChildNews&) = delete;

  /// In a forked child that is to have what was there before.
  void restore() const { sigaction(SIGCHLD, &before_, nullptr); }

private:
  struct sigaction before_ {};
};

} // namespace callgate::process
