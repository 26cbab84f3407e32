// Who watches a program must not be taken over by it: without this, whatever has the same user
// id may write into this process's memory (/proc/PID/mem, ptrace, pidfd_getfd), and the filter
// of the program need not say a word about the calls for that. Whoever has CAP_SYS_PTRACE is not
// kept out.
#pragma once

#include <sys/prctl.h>

namespace callgate::process {

/// For as long as it lives. Processes forked meanwhile are closed too, until they execute a
/// program.
class ClosedMemory {
public:
  ClosedMemory() : before_(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)) {
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }
  ~ClosedMemory() {
    if (before_ == 1) open();
  }
  ClosedMemory(const ClosedMemory&) = delete;
  ClosedMemory& operator=(const ClosedMemory&) = delete;

  /// In a forked child that is to be traced.
  static void open() { prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }

private:
  int before_;
};

} // namespace callgate::process
