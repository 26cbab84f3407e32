// What became of a load: which step failed, why, and what to do about it.
#pragma once

namespace callgate {

/// The steps of a load, in their order.
enum class Stage : unsigned char {
  arguments,    ///< checks of the filter and the options, before any system call
  no_new_privs, ///< prctl(PR_SET_NO_NEW_PRIVS)
  load,         ///< seccomp(SECCOMP_SET_MODE_FILTER)
  loaded,       ///< nothing failed
};

enum class Problem : unsigned char {
  none,
  // Stage::arguments
  empty_filter,
  filter_too_long,
  tsync_esrch_without_tsync,
  listener_with_tsync,
  wait_killable_without_listener,
  // Stage::no_new_privs
  no_new_privs_refused,
  // Stage::load
  not_privileged,
  filter_refused,
  flag_unknown,
  filter_unreadable,
  stack_full,
  listener_exists,
  thread_differs,
  no_filters,
  load_refused,
};

/// The result of `load`. A small value: copy it, compare it, throw it away.
struct Status {
  Problem problem = Problem::none;
  int error = 0;     ///< the errno value of the step that failed; 0 if no call was made
  int thread = 0;    ///< for Problem::thread_differs its thread id, or 0 if not known
  int listener = -1; ///< the notification descriptor, if one was asked for and loaded

  [[nodiscard]] constexpr bool ok() const noexcept { return problem == Problem::none; }

  [[nodiscard]] constexpr Stage stage() const noexcept {
    if (problem == Problem::none) return Stage::loaded;
    if (problem < Problem::no_new_privs_refused) return Stage::arguments;
    return problem == Problem::no_new_privs_refused ? Stage::no_new_privs : Stage::load;
  }

  /// What went wrong and how to mend it, in one static line without a newline.
  [[nodiscard]] constexpr const char* message() const noexcept;
};

constexpr const char* Status::message() const noexcept {
  switch (problem) {
  case Problem::none:
    return "the filter is loaded";
  case Problem::empty_filter:
    return "the filter has no instructions: pass the array that the compiler emitted, or, of a "
           "header with capability sets, a set that it was generated for (--sets)";
  case Problem::filter_too_long:
    return "the filter has more than 4096 instructions, the most that the kernel takes";
  case Problem::tsync_esrch_without_tsync:
    return "tsync_esrch says how tsync reports a failure: set tsync too, or neither";
  case Problem::listener_with_tsync:
    return "tsync and new_listener would both return a number: set tsync_esrch as well";
  case Problem::wait_killable_without_listener:
    return "wait_killable_recv is about notifications: set new_listener too, or neither";
  case Problem::no_new_privs_refused:
    return "prctl(PR_SET_NO_NEW_PRIVS) failed: an earlier filter may forbid it; set "
           "no_new_privs before that filter and load with set_no_new_privs = false";
  case Problem::not_privileged:
    return "loading needs no_new_privs or CAP_SYS_ADMIN: leave set_no_new_privs on";
  case Problem::filter_refused:
    return "the kernel refused the filter: its instructions are not a valid seccomp filter";
  case Problem::flag_unknown:
    return "this kernel does not know one of the options: spec_allow needs Linux 4.17, log "
           "4.14, new_listener 5.0, tsync_esrch 5.7, wait_killable_recv 5.19";
  case Problem::filter_unreadable:
    return "the filter's address is not readable memory";
  case Problem::stack_full:
    return "no room for the filter: the filters of a thread may have 32768 instructions in "
           "all (as eBPF, and 4 more for each filter), or the kernel is out of memory";
  case Problem::listener_exists:
    return "an earlier filter of this thread has a listener already, and only one may: load "
           "without new_listener, or start from a thread without one";
  case Problem::thread_differs:
    return "tsync: another thread has filters of its own, which do not descend from this "
           "thread's; load before starting threads that load filters";
  case Problem::no_filters:
    return "this kernel, or the sandbox around the program, has no seccomp(2) with filters";
  case Problem::load_refused:
    return "seccomp(SECCOMP_SET_MODE_FILTER) failed: an earlier filter may forbid it, or the "
           "thread is in strict mode";
  }
  return "unknown problem";
}

} // namespace callgate
