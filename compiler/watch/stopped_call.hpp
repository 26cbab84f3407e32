// The system call of a thread that stands stopped: what the kernel asked the filter about. It
// comes from the kernel and from the thread's registers, which nobody but the tracer can
// change while the thread stands, and never from memory, which other threads can.
#pragma once

#include <cstdint>
#include <optional>

#include <sys/types.h>

#include "bpf/call_data.hpp"
#include "process/tracee.hpp"

namespace callgate::watch {

/// A call that a filter handed to the tracer.
struct TracedCall {
  bpf::CallData call;
  std::uint16_t data; ///< of the `trace`
};

/// At PTRACE_EVENT_SECCOMP; nothing if the thread is gone meanwhile.
std::optional<TracedCall> traced_call(pid_t thread);

/// At the end of a thread, or in front of a signal: the call that its registers show; nothing
/// if they show none, or if the thread is gone meanwhile. The call may be one that the thread
/// has come out of long since: the caller has to know that a filter stopped one.
std::optional<bpf::CallData> stopped_call(pid_t thread);

/// What the machines differ in (registers_*.cpp): the call in `registers`, made through the
/// ABI of `token` …
std::optional<bpf::CallData> call_in(const process::Registers& registers, std::uint32_t token);
/// … and, at PTRACE_EVENT_SECCOMP, how the call is not made, and fails with `error`. 0 or an
/// errno value. No other register is written: a program can put values into some of them that
/// the kernel does not take from a tracer.
[[nodiscard]] int skip_call(pid_t thread, std::uint16_t error);

} // namespace callgate::watch
