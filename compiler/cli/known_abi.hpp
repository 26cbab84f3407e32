// The check of options that name ABIs.
#pragma once

#include <CLI/CLI.hpp>

namespace callgate::cli {

/// Refuses what is no ABI, with near misses.
CLI::Validator known_abi();

} // namespace callgate::cli
