// Time as a process can read it that may make no system call: on x86 the time stamp counter,
// elsewhere the clock of the vDSO. That one is a system call after all on a kernel whose
// clock source the vDSO cannot read.
#pragma once

#include <cstdint>

namespace callgate::process {

/// A count that grows evenly; nothing that stands before or behind moves past the reading.
std::uint64_t ticks() noexcept;

/// Measured against the kernel's clock for some 20 ms, where a tick is no nanosecond.
double nanoseconds_per_tick();

} // namespace callgate::process
