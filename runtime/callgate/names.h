// The names of the system calls that code for this machine can make: on x86_64 those of
// x86_64, x32 and i386, elsewhere those of its one ABI. For the reporter's lines:
//
//   options.name_of = callgate::name_of;
//
// Who does not use it has nothing of it in the program; in a program for x86_64 it is some
// 8 KiB of constants without relocations.
#pragma once

#include <callgate/names/native.h>

namespace callgate {

/// The name of the call with that number (as in seccomp_data.nr, so x32's have their bit)
/// under that audit token; null if it has none, or if this machine has no such token.
/// Async-signal-safe.
constexpr const char* name_of(uint32_t token, uint32_t number) noexcept {
  return detail::name_of_native(token, number);
}

} // namespace callgate
