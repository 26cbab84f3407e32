// What this kernel can do with filters, asked without changing anything: for a program that
// chooses between filters, or between a listener and an errno, before it loads one.
//
//   const callgate::Probe kernel = callgate::probe();
//   const bool supervised = kernel.actions.notify && kernel.flags.new_listener;
#pragma once

#include <callgate/load.h>

namespace callgate {

/// Which actions the kernel knows. One that it does not know kills the process, or before
/// Linux 4.14 the thread.
struct ActionsKnown {
  bool kill_process = false; ///< Linux 4.14
  bool kill_thread = false;
  bool trap = false;
  bool error = false;
  bool notify = false; ///< Linux 5.0
  bool trace = false;
  bool log = false; ///< Linux 4.14
  bool allow = false;
};

/// Which of the LoadOptions of the same names the kernel knows.
struct FlagsKnown {
  bool tsync = false;
  bool tsync_esrch = false;
  bool log = false;
  bool spec_allow = false;
  bool new_listener = false;
  bool wait_killable_recv = false;
};

/// The kernel's own sizes of what a listener reads and writes, in bytes; 0 where unknown.
struct NotificationSizes {
  unsigned short notification = 0; ///< struct seccomp_notif
  unsigned short response = 0;     ///< struct seccomp_notif_resp
  unsigned short data = 0;         ///< struct seccomp_data
};

/// Whether the kernel answers plainly allowed numbers from a bitmap, without running the
/// filter. No call tells: this is judged by uname's release and by the ABI, so a vendor's
/// kernel with newer parts, or a sandbox that tells another release, is judged wrongly.
enum class Cache : unsigned char {
  unknown,  ///< not an ABI, or not a release, that this can judge
  unlikely, ///< before Linux 5.11, or an ABI whose kernels keep no bitmap (mips, x32)
  likely,   ///< Linux 5.11 or later
};

struct Probe {
  bool filters = false; ///< seccomp(2) is there and takes filters
  ActionsKnown actions;
  FlagsKnown flags;
  NotificationSizes sizes;
  Cache cache = Cache::unknown;
  /// Why `filters` is false, an errno value: ENOSYS without seccomp(2), EINVAL in a kernel
  /// built without filters, what else an earlier filter gives.
  int error = 0;
};

namespace detail {

// Values of <linux/seccomp.h>, here because older headers lack the newer ones.
inline constexpr unsigned get_action_avail = 2;
inline constexpr unsigned get_notif_sizes = 3;

/// What SECCOMP_GET_ACTION_AVAIL says of an action: EOPNOTSUPP is for one that the kernel does
/// not know, anything else for a kernel before 4.14, which does not know the question. There
/// the actions of Linux 3.17 are known, `old` ones. (Out of line, being asked eight times.)
[[gnu::noinline]] inline bool knows_action(unsigned action, bool old) noexcept {
  const long result = seccomp(get_action_avail, 0, &action);
  return result == 0 || (old && result == -EINVAL);
}

/// The kernel looks at the flags before it reads the filter (see invalid_argument).
[[gnu::noinline]] inline bool knows_flags(unsigned long flags) noexcept {
  return seccomp(set_mode_filter, flags, nullptr) == -EFAULT;
}

/// "5.11.0-rc1" or "6.1.0-18-amd64" as 5 * 1000 + 11, 6 * 1000 + 1; 0 for what does not
/// begin so.
constexpr unsigned release_number(const char* text) noexcept {
  unsigned parts[2] = {0, 0};
  for (unsigned& part : parts) {
    if (*text < '0' || *text > '9') return 0;
    for (; *text >= '0' && *text <= '9' && part < 1000; ++text)
      part = part * 10 + static_cast<unsigned>(*text - '0');
    if (&part == parts && *text++ != '.') return 0;
  }
  return parts[0] * 1000 + parts[1];
}

/// Whether kernels for the ABI of this program keep a bitmap for it, from Linux 5.11 on:
/// those whose asm/seccomp.h names SECCOMP_ARCH_NATIVE, and with it SECCOMP_ARCH_COMPAT where
/// one kernel serves 32-bit programs too (Linux 7.3).
constexpr Cache cache_of_this_abi() noexcept {
#if defined(__mips__) || (defined(__x86_64__) && defined(__ILP32__))
  return Cache::unlikely;
#elif defined(__x86_64__) || defined(__i386__) || defined(__aarch64__) || defined(__arm__) ||      \
    defined(__riscv) || defined(__s390__) || defined(__powerpc__) || defined(__loongarch__) ||     \
    defined(__hppa__) || defined(__m68k__) || defined(__sh__) || defined(__xtensa__) ||            \
    defined(__csky__) || defined(__alpha__)
  return Cache::likely;
#else
  return Cache::unknown;
#endif
}

/// Linux 3.17 brought seccomp(2), so an earlier release is one that a personality tells
/// (UNAME26).
constexpr Cache cache_of(const char* release) noexcept {
  const unsigned number = release_number(release);
  if (number < 3017) return Cache::unknown;
  return number < 5011 ? Cache::unlikely : cache_of_this_abi();
}

inline ActionsKnown ask_actions() noexcept {
  ActionsKnown known;
  known.kill_process = knows_action(0x80000000U, false);
  known.kill_thread = knows_action(0x00000000U, true);
  known.trap = knows_action(0x00030000U, true);
  known.error = knows_action(0x00050000U, true);
  known.notify = knows_action(0x7fc00000U, false);
  known.trace = knows_action(0x7ff00000U, true);
  known.log = knows_action(0x7ffc0000U, false);
  known.allow = knows_action(0x7fff0000U, true);
  return known;
}

inline FlagsKnown ask_flags() noexcept {
  FlagsKnown known;
  known.tsync = knows_flags(flag_tsync);
  known.tsync_esrch = knows_flags(flag_tsync | flag_tsync_esrch);
  known.log = knows_flags(flag_log);
  known.spec_allow = knows_flags(flag_spec_allow);
  known.new_listener = knows_flags(flag_new_listener);
  known.wait_killable_recv = knows_flags(flag_new_listener | flag_wait_killable_recv);
  return known;
}

/// 0, or a negated errno value and no sizes.
inline long ask_sizes(NotificationSizes& known) noexcept {
  unsigned short sizes[3] = {0, 0, 0}; // struct seccomp_notif_sizes
  const long result = seccomp(get_notif_sizes, 0, sizes);
  if (result < 0) return result;
  known.notification = sizes[0];
  known.response = sizes[1];
  known.data = sizes[2];
  return 0;
}

} // namespace detail

/// Asks. The calls made are seccomp(2), 16 times if the kernel has filters and once if not,
/// and uname(2) once; an earlier filter decides about them as about any other call. None of
/// them changes anything, whatever it returns.
inline Probe probe() noexcept {
  Probe kernel;
  const long result = detail::seccomp(detail::set_mode_filter, 0, nullptr);
  kernel.filters = result == -EFAULT;
  if (kernel.filters) {
    kernel.actions = detail::ask_actions();
    kernel.flags = detail::ask_flags();
    detail::ask_sizes(kernel.sizes);
  } else {
    kernel.error = static_cast<int>(-result);
  }
  utsname name;
  if (detail::uname(name) == 0 && kernel.filters) kernel.cache = detail::cache_of(name.release);
  return kernel;
}

} // namespace callgate
