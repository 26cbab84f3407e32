#include "process/ptrace_request.hpp"

#include <cerrno>
#include <csignal>
#include <linux/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace callgate::process {

const int call_stop = SIGTRAP | 0x80;

int ptrace_request(unsigned what, pid_t thread, unsigned long address, unsigned long data) {
  return syscall(SYS_ptrace, what, thread, address, data) < 0 ? errno : 0;
}

Resumption resumption_from(int status, unsigned running) {
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) return {PTRACE_LISTEN, 0};
  if (event != 0 || signal == call_stop) return {running, 0};
  return {running, static_cast<unsigned long>(signal)};
}

} // namespace callgate::process
