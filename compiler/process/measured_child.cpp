#include "process/measured_child.hpp"

#include <cerrno>
#include <csignal>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <callgate/runtime.h>

#include "process/stopwatch.hpp"

namespace callgate::process {

namespace {

using Stage = ChildReport::Stage;

/// Makes the call and returns what it does, a negated errno if it fails.
long make(const bpf::CallData& call, std::size_t times = 1) {
  std::array<long, 6> a{};
  for (std::size_t i = 0; i < a.size(); ++i)
    a[i] = static_cast<long>(call.arguments[i]);
  const auto number = static_cast<long>(call.number);
  long returned = 0;
  for (std::size_t i = 0; i < times; ++i)
    returned = ::syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  return returned == -1 ? -errno : returned;
}

std::uint64_t time_of(const bpf::CallData& call, std::size_t times) {
  const std::uint64_t begin = ticks();
  make(call, times);
  return ticks() - begin;
}

/// Dies with its parent, writes no core, and stays on its CPU.
bool prepare(const ChildTask& task) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  if (!task.cpu) return true;
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(static_cast<std::size_t>(*task.cpu), &cpus);
  return sched_setaffinity(0, sizeof cpus, &cpus) == 0;
}

/// Sets no_new_privs in every child, so that it is no difference between them.
Problem load(const ChildTask& task, ChildReport& report) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return Problem::no_new_privs_refused;
  if (task.filter.empty()) return Problem::none;
  LoadOptions options;
  options.set_no_new_privs = false;
  const Filter filter(task.filter.data(), task.filter.size());
  const std::uint64_t begin = ticks();
  const Status status = callgate::load(filter, options);
  report.install = ticks() - begin;
  return status.problem;
}

void work(const ChildTask& task, ChildReport& report) {
  if (!prepare(task)) {
    report.error = errno;
    report.stage = Stage::not_bound;
    return;
  }
  if (const Problem problem = load(task, report); problem != Problem::none) {
    report.error = static_cast<int>(problem);
    report.stage = Stage::not_loaded;
    return;
  }
  report.stage = Stage::loaded;
  ticks(); // the first reading of a clock may have more to do
  report.stage = Stage::calling;
  for (std::size_t i = 0; i < task.calls.size(); ++i) {
    report.call = i;
    const bpf::CallData& call = task.calls[i].call;
    report.results[i] = make(call);
    make(call, task.calls_per_batch); // caches and predictors get to know the way
    for (std::uint64_t& batch : report.ticks[i])
      batch = time_of(call, task.calls_per_batch);
  }
  report.stage = Stage::done;
}

/// Ends the process by exit_group or, where the filter forbids it or makes it fail, by SIGILL
/// (SIGTRAP on some machines). AddressSanitizer must not see that nothing returns from here:
/// before such a place it makes calls of its own.
[[gnu::noinline, gnu::no_sanitize_address]] void leave(bool may_exit) {
  if (may_exit) ::syscall(SYS_exit_group, 0);
  const volatile bool always = true;
  if (always) __builtin_trap();
}

} // namespace

void live(const ChildTask& task, ChildReport& report) {
  work(task, report);
  leave(task.may_exit);
}

} // namespace callgate::process
