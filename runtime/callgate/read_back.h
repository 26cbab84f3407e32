// Asking the kernel whether a thread is filtered. Apart from `load`, because asking is
// itself a system call, which the filter just loaded may answer with death.
#pragma once

#include <sys/types.h>

#include <callgate/detail/system_call.h>

namespace callgate {

enum class Mode : signed char {
  unknown = -1,
  unfiltered = 0,
  strict = 1,   ///< SECCOMP_MODE_STRICT: read, write, exit and sigreturn only
  filtered = 2, ///< SECCOMP_MODE_FILTER
};

/// What the kernel says about a thread.
struct ReadBack {
  Mode mode = Mode::unknown;
  int filters = -1; ///< how many it has stacked up; -1 if not known
  int error = 0;    ///< why the mode is unknown: an errno value, ENODATA for an odd file

  [[nodiscard]] constexpr bool filtered() const noexcept { return mode == Mode::filtered; }
};

/// Asks prctl(PR_GET_SECCOMP) about the calling thread. The thread's filter decides
/// that call too: one that denies prctl with an errno makes this `unknown`, and one
/// that kills for it kills. For such filters use the other form.
inline ReadBack read_back() noexcept {
  constexpr int get_seccomp = 21; // PR_GET_SECCOMP of <linux/prctl.h>
  ReadBack state;
  const long result = detail::prctl(get_seccomp, 0);
  if (result < 0)
    state.error = static_cast<int>(-result);
  else
    state.mode = static_cast<Mode>(result);
  return state;
}

namespace detail {

/// Picks decimal fields out of a /proc status file that arrives piece by piece (its
/// list of groups has no bound). The only state is the current line's.
class StatusFields {
public:
  constexpr void take(char c) noexcept {
    if (c == '\n') {
      finish_line();
    } else if (in_value_) {
      if (c >= '0' && c <= '9' && value_ < 1'000'000) // other fields may be enormous
        value_ = (value_ < 0 ? 0 : value_ * 10) + (c - '0');
    } else if (c == ':') {
      in_value_ = true;
    } else if (length_ < sizeof key_) {
      key_[length_++] = c;
    } else {
      length_ = sizeof key_ + 1; // longer than any key wanted
    }
  }

  int mode = -1;
  int filters = -1;

private:
  constexpr bool key_is(const char* name) const noexcept {
    size_t i = 0;
    while (i < length_ && i < sizeof key_ && name[i] != '\0' && name[i] == key_[i])
      ++i;
    return i == length_ && name[i] == '\0';
  }

  constexpr void finish_line() noexcept {
    if (key_is("Seccomp")) mode = value_;
    if (key_is("Seccomp_filters")) filters = value_;
    length_ = 0;
    value_ = -1;
    in_value_ = false;
  }

  char key_[16] = {};
  size_t length_ = 0;
  int value_ = -1;
  bool in_value_ = false;
};

} // namespace detail

/// Reads the `Seccomp:` and `Seccomp_filters:` lines (Linux 5.9 has the second) through
/// a descriptor of a status file, opened before the load:
///   open("/proc/thread-self/status", O_RDONLY | O_CLOEXEC)
/// for the thread that opens it, or that of any other task, which then tells about that
/// task. Makes no call but pread64, so it needs that much of the filter.
inline ReadBack read_back(int status_descriptor) noexcept {
  ReadBack state;
  detail::StatusFields fields;
  char piece[512];
  off_t offset = 0;
  for (;;) {
    const long got = detail::read_at(status_descriptor, piece, sizeof piece, offset);
    if (got == -EINTR) continue;
    if (got < 0) {
      state.error = static_cast<int>(-got);
      return state;
    }
    if (got == 0) break;
    for (long i = 0; i < got; ++i)
      fields.take(piece[i]);
    offset += got;
  }
  if (fields.mode < 0) {
    state.error = ENODATA;
    return state;
  }
  state.mode = static_cast<Mode>(fields.mode);
  state.filters = fields.filters;
  return state;
}

} // namespace callgate
