// Frames of a call stack as text, fit for a terminal.
#pragma once

#include <span>
#include <string>

#include "records/scene.hpp"

namespace callgate::explain {

/// "open_raw+0x1f at probe.cpp:12 (./probe)", "0x4f0 (libc.so.6)".
std::string to_text(const records::Frame& frame);

/// The innermost frame that is not of the C library: where a person looks first. Empty
/// without a stack.
std::string place_in_program(std::span<const records::Frame> stack);

} // namespace callgate::explain
