// Loading: checks that need no system call, then no_new_privs, then seccomp(2).
#pragma once

#include <callgate/detail/system_call.h>
#include <callgate/filter.h>
#include <callgate/status.h>

namespace callgate {

/// How to load. The defaults suit a program that locks itself in.
struct LoadOptions {
  /// Set no_new_privs first: without it (or CAP_SYS_ADMIN) the kernel refuses filters.
  /// It is inherited, cannot be undone, and makes execve ignore setuid bits and file
  /// capabilities.
  bool set_no_new_privs = true;
  /// Load in every thread of the process, or in none (Linux 3.17).
  bool tsync = false;
  /// Report a thread that tsync cannot load in by ESRCH, not by its id (Linux 5.7).
  bool tsync_esrch = false;
  /// Let the system log every action but allow, as far as the administrator's
  /// kernel.seccomp.actions_logged has it (Linux 4.14).
  bool log = false;
  /// Do not switch on the mitigation of speculative store bypass (Linux 4.17).
  bool spec_allow = false;
  /// Return a descriptor, close-on-exec, that receives notifications (Linux 5.0).
  bool new_listener = false;
  /// Once its notification was received, let only a fatal signal interrupt a call
  /// (Linux 5.19).
  bool wait_killable_recv = false;
};

namespace detail {

// Values of <linux/seccomp.h>, here because older headers lack the newer ones.
inline constexpr unsigned set_mode_filter = 1;
inline constexpr unsigned long flag_tsync = 1UL << 0;
inline constexpr unsigned long flag_log = 1UL << 1;
inline constexpr unsigned long flag_spec_allow = 1UL << 2;
inline constexpr unsigned long flag_new_listener = 1UL << 3;
inline constexpr unsigned long flag_tsync_esrch = 1UL << 4;
inline constexpr unsigned long flag_wait_killable_recv = 1UL << 5;
inline constexpr int set_no_new_privs = 38; // PR_SET_NO_NEW_PRIVS of <linux/prctl.h>

constexpr unsigned long flags_of(const LoadOptions& options) noexcept {
  return (options.tsync ? flag_tsync : 0) | (options.log ? flag_log : 0) |
         (options.spec_allow ? flag_spec_allow : 0) |
         (options.new_listener ? flag_new_listener : 0) |
         (options.tsync_esrch ? flag_tsync_esrch : 0) |
         (options.wait_killable_recv ? flag_wait_killable_recv : 0);
}

/// The rules of seccomp(2) that need no kernel to check.
constexpr Problem check(const Filter& filter, unsigned long flags) noexcept {
  if (filter.instructions == nullptr || filter.length == 0) return Problem::empty_filter;
  if (filter.length > max_filter_length) return Problem::filter_too_long;
  if ((flags & (flag_tsync_esrch | flag_tsync)) == flag_tsync_esrch)
    return Problem::tsync_esrch_without_tsync;
  if ((flags & (flag_tsync_esrch | flag_tsync | flag_new_listener)) ==
      (flag_tsync | flag_new_listener))
    return Problem::listener_with_tsync;
  if ((flags & (flag_wait_killable_recv | flag_new_listener)) == flag_wait_killable_recv)
    return Problem::wait_killable_without_listener;
  return Problem::none;
}

/// EINVAL has two meanings. The kernel looks at the flags before it reads the filter
/// (seccomp_set_mode_filter of kernel/seccomp.c), so asking again without a filter
/// tells them apart, and can load nothing: EFAULT is for known flags.
inline Problem invalid_argument(unsigned long flags) noexcept {
  return seccomp(set_mode_filter, flags, nullptr) == -EFAULT ? Problem::filter_refused
                                                             : Problem::flag_unknown;
}

/// As a table, of which compilers make less than of a switch; cold, so that they do not make
/// one of it.
[[gnu::cold]] inline Problem problem_of_load(int error, unsigned long flags) noexcept {
  struct Known {
    unsigned char error;
    Problem problem;
  };
  static constexpr Known known[] = {
      {EACCES, Problem::not_privileged}, {EFAULT, Problem::filter_unreadable},
      {ENOMEM, Problem::stack_full},     {EBUSY, Problem::listener_exists},
      {ESRCH, Problem::thread_differs},  {ENOSYS, Problem::no_filters},
  };
  if (error == EINVAL) return invalid_argument(flags);
  for (const Known& one : known)
    if (one.error == error) return one.problem;
  return Problem::load_refused;
}

} // namespace detail

/// Loads `filter` in the calling thread, or, with `tsync`, in all threads of the
/// process. Whole or not at all; no_new_privs stays set even if the load then fails.
///
/// The system calls it makes, and no others: none for a filter or options that it refuses
/// itself (Stage::arguments); else prctl(PR_SET_NO_NEW_PRIVS), unless told not to, and
/// seccomp(SECCOMP_SET_MODE_FILTER) once, or twice if the kernel says EINVAL.
inline Status load(Filter filter, LoadOptions options = {}) noexcept {
  Status status;
  const unsigned long flags = detail::flags_of(options);
  status.problem = detail::check(filter, flags);
  if (!status.ok()) return status;

  if (options.set_no_new_privs) {
    const long result = detail::prctl(detail::set_no_new_privs, 1);
    if (result < 0) {
      status.problem = Problem::no_new_privs_refused;
      status.error = static_cast<int>(-result);
      return status;
    }
  }

  sock_fprog program{};
  program.len = static_cast<unsigned short>(filter.length);
  program.filter = const_cast<sock_filter*>(filter.instructions); // the kernel only reads it
  const long result = detail::seccomp(detail::set_mode_filter, flags, &program);

  if (result < 0) {
    status.error = static_cast<int>(-result);
    status.problem = detail::problem_of_load(status.error, flags);
  } else if (options.new_listener) {
    status.listener = static_cast<int>(result);
  } else if (result > 0) { // tsync without tsync_esrch: the thread that cannot follow
    status.problem = Problem::thread_differs;
    status.thread = static_cast<int>(result);
  }
  return status;
}

} // namespace callgate
