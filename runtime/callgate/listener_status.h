// What became of a step of a listener: what failed, why, and what to do about it.
#pragma once

namespace callgate {

enum class ListenerProblem : unsigned char {
  none,
  // Of the listener as a whole
  sizes_unknown,
  sizes_too_large,
  not_a_listener,
  // While waiting
  timed_out,
  interrupted,
  nobody_left,
  // About one notification
  caller_gone,
  already_answered,
  not_supported,
  bad_error,
  bad_descriptor,
  descriptor_refused,
  // Reading the caller's memory
  unreadable,
  too_long,
  not_permitted,
  failed,
};

/// The result of a listener's step. A small value.
struct ListenerStatus {
  ListenerProblem problem = ListenerProblem::none;
  int error = 0;  ///< the errno value of the call that failed; 0 if none was made
  long value = 0; ///< what the step says it gives; 0 if nothing, or if it failed

  [[nodiscard]] constexpr bool ok() const noexcept { return problem == ListenerProblem::none; }

  /// What went wrong and how to mend it, in one static line without a newline.
  [[nodiscard]] constexpr const char* message() const noexcept;
};

constexpr const char* ListenerStatus::message() const noexcept {
  switch (problem) {
  case ListenerProblem::none:
    return "done";
  case ListenerProblem::sizes_unknown:
    return "the kernel does not say how long notifications are: they need Linux 5.0, and this "
           "process's own filter has to allow seccomp(2)";
  case ListenerProblem::sizes_too_large:
    return "this kernel's notifications are longer than this program has room for: build it "
           "with a newer callgate";
  case ListenerProblem::not_a_listener:
    return "the descriptor is not that of a listener, or is closed";
  case ListenerProblem::timed_out:
    return "no call has come in the time given";
  case ListenerProblem::interrupted:
    return "a signal handler ran meanwhile: do what it asks for, and call again";
  case ListenerProblem::nobody_left:
    return "no task uses the filter any more: close the listener";
  case ListenerProblem::caller_gone:
    return "the caller died, or a signal interrupted its call: drop this notification";
  case ListenerProblem::already_answered:
    return "this notification has its answer already";
  case ListenerProblem::not_supported:
    return "this kernel cannot do that: continuing needs Linux 5.5, add_descriptor 5.9, and "
           "with answer 5.14, set_sync_wake_up 6.6";
  case ListenerProblem::bad_error:
    return "an error to respond with is an errno value, from 1 to 4095";
  case ListenerProblem::bad_descriptor:
    return "the descriptor to add is not open, or its new number is beyond the caller's limit";
  case ListenerProblem::descriptor_refused:
    return "the descriptor was not added: the caller may have no more, or a security module "
           "forbids it";
  case ListenerProblem::unreadable:
    return "the address is not readable memory of the caller";
  case ListenerProblem::too_long:
    return "the string does not end within the buffer";
  case ListenerProblem::not_permitted:
    return "this process may not read the caller's memory: it needs what ptrace would need, "
           "such as CAP_SYS_PTRACE, or to be an ancestor";
  case ListenerProblem::failed:
    return "the call failed: `error` has its errno value";
  }
  return "unknown problem";
}

} // namespace callgate
