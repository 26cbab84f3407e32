#include "process/reach_exec.hpp"

#include <sys/syscall.h>

namespace callgate::process {

Exec reach_exec(Tracee& tracee) {
  bool in_execve = false;
  for (;;) {
    switch (tracee.run_to_stop()) {
    case Stop::call_entry:
      in_execve = tracee.call_number() == SYS_execve;
      break;
    case Stop::call_exit:
      if (in_execve) { // without an exec stop in between: it failed
        tracee.detach();
        return Exec::failed;
      }
      break;
    case Stop::exec:
      return tracee.run_to_stop() == Stop::call_exit ? Exec::done : Exec::gone;
    case Stop::gone:
      return Exec::gone;
    }
  }
}

} // namespace callgate::process
