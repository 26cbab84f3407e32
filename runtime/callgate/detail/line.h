// A line of text put together in a fixed buffer, for a signal handler: no allocation, no
// stdio, no locale, and one write(2) for the whole of it.
#pragma once

#include <stdint.h>

#include <callgate/detail/system_call.h>

namespace callgate {
namespace detail {

/// What does not fit is dropped; the newline always fits. The size is that up to which
/// POSIX keeps a write to a pipe whole (_POSIX_PIPE_BUF).
class Line {
public:
  void put(char c) noexcept {
    if (length_ < sizeof text_ - 1) text_[length_++] = c;
  }

  [[gnu::noinline]] void put(const char* text) noexcept {
    for (; *text != '\0'; ++text)
      put(*text);
  }

  /// As `put`, for text of others, of which so much is taken: all but printable ASCII, which a
  /// terminal might obey, becomes '?'.
  void put_printable(const char* text, size_t most) noexcept {
    for (; *text != '\0' && most != 0; ++text, --most)
      put(' ' <= *text && *text <= '~' ? *text : '?');
  }

  void put_decimal(uint64_t value) noexcept { put_digits(value, 10); }

  void put_hex(uint64_t value) noexcept {
    put("0x");
    put_digits(value, 16);
  }

  /// Ends the line and writes it. What write(2) gave.
  long write_to(int descriptor) noexcept {
    text_[length_++] = '\n';
    const ErrnoKeeper keeper;
    const long result = result_of(::syscall(SYS_write, descriptor, text_, length_));
    length_ = 0;
    return result;
  }

private:
  [[gnu::noinline]] void put_digits(uint64_t value, unsigned base) noexcept {
    char digits[20]; // of 2^64 - 1
    size_t count = 0;
    do {
      digits[count++] = "0123456789abcdef"[value % base];
      value /= base;
    } while (value != 0);
    while (count != 0)
      put(digits[--count]);
  }

  char text_[512];
  size_t length_ = 0;
};

} // namespace detail
} // namespace callgate
