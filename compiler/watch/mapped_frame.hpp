// What /proc tells of an address.
#pragma once

#include <cstdint>

#include <sys/types.h>

#include "records/scene.hpp"

namespace callgate::watch {

/// The file that is mapped there for that thread, and the place in it.
records::Frame mapped_frame(pid_t thread, std::uint64_t address);

} // namespace callgate::watch
