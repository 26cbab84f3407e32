// Manual pages in the man(7) macros, made from the outline of the command line.
#pragma once

#include <string>

#include "cli/outline.hpp"

namespace callgate::cli {

/// callgate(1), or callgate-COMMAND(1) of one of the outline's commands. Equal outlines give
/// equal pages: a page bears the version and no date.
std::string manual_page(const Outline& outline, const Command& command);

} // namespace callgate::cli
