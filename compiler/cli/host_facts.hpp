// What a learned policy says about the machine that it was learned on.
#pragma once

#include <string>
#include <vector>

namespace callgate::cli {

/// "Linux 6.1.0-18-amd64, x86_64".
std::string machine_text();

/// The kernel's release, as it says it.
std::string kernel_release();

/// The C library that a command runs with: "glibc 2.36", "musl", or "static" where it has none
/// to load. Empty if it cannot be told. Of a script it is that of its interpreter.
std::string libc_of(const std::vector<std::string>& command);

} // namespace callgate::cli
