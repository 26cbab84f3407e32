// How a child ends whose filter may have left it no call to exit with.
#pragma once

namespace callgate::tests {

/// Ends the process by SIGILL (SIGTRAP on some machines). AddressSanitizer must not see
/// that nothing returns from here: before such a place it makes calls of its own, and
/// spins if they fail.
[[gnu::noinline, gnu::no_sanitize_address]] inline void trap() {
  const volatile bool always = true;
  if (always) __builtin_trap();
}

} // namespace callgate::tests
