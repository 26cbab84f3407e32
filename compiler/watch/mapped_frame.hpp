// What /proc tells of an address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "records/scene.hpp"

namespace callgate::watch {

/// A path as /proc/PID/maps has it, with its line breaks again.
std::string path_in_maps(std::string_view written);

/// The file that is mapped there for that thread, and the place in it.
records::Frame mapped_frame(pid_t thread, std::uint64_t address);

} // namespace callgate::watch
