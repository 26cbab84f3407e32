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
  if (problem > Problem::load_refused) return "unknown problem";
  // In the order of Problem, each with its NUL: one piece, and few words, since they are most
  // of what the loader adds to a program. callgate-runtime(3) says more.
  const char* text =
      "the filter is loaded\0"
      "empty filter: pass the emitted array, or a set given to --sets\0"
      "the filter has more than 4096 instructions\0"
      "tsync_esrch without tsync: set both or neither\0"
      "new_listener with tsync: set tsync_esrch too\0"
      "wait_killable_recv without new_listener: set both or neither\0"
      "no_new_privs refused, by an earlier filter? Set it before that one\0"
      "not privileged: leave set_no_new_privs on\0"
      "the kernel refused the filter: its instructions are not valid\0"
      "kernel too old for an option: log needs 4.14, spec_allow 4.17, new_listener 5.0, "
      "tsync_esrch 5.7, wait_killable_recv 5.19\0"
      "the filter's address is not readable\0"
      "no room: a thread's filters have 32768 instructions in all; or no memory\0"
      "an earlier filter has a listener, and only one may\0"
      "tsync: another thread has filters of its own; load before it does\0"
      "no seccomp filters in this kernel or sandbox\0"
      "seccomp(2) refused, by an earlier filter or strict mode?";
  for (int left = static_cast<int>(problem); left != 0; ++text)
    if (*text == '\0') --left;
  return text;
}

} // namespace callgate
