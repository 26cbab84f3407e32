// ptrace(2) by its raw system call: libc's wrapper returns peeked words in band. And how a
// tracer that does not want to be noticed goes on from a stop.
#pragma once

#include <sys/types.h>

namespace callgate::process {

/// 0 or an errno value.
int ptrace_request(unsigned what, pid_t thread, unsigned long address, unsigned long data);

inline unsigned long word_of(const void* pointer) {
  return reinterpret_cast<unsigned long>(pointer);
}

/// What WSTOPSIG is at the entry and exit of calls under PTRACE_O_TRACESYSGOOD.
extern const int call_stop;

struct Resumption {
  unsigned request;
  unsigned long signal;
};

/// How to go on from a stop with that wait status so that the tracee fares as it would
/// untraced (ptrace(2), "Stopped states"): pass on a signal, leave stopped what a stop signal
/// stopped. `running` is the request that lets it run: PTRACE_CONT, PTRACE_SYSCALL.
Resumption resumption_from(int status, unsigned running);

} // namespace callgate::process
