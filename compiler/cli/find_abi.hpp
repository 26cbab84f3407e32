// ABIs by the names of a command line.
#pragma once

#include <optional>
#include <string>

#include "arch/abi.hpp"

namespace callgate::cli {

/// The ABI of that name; says on standard error that there is none, with near misses.
std::optional<arch::Abi> find_abi(const std::string& name);

} // namespace callgate::cli
