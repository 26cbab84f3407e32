// ABIs by the names of a command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::cli {

/// The ABI of that name; says on standard error that there is none, with near misses.
std::optional<arch::Abi> find_abi(const std::string& name);

/// Those of several names, which must have one byte order, as a filter does; nothing after a
/// complaint.
std::optional<std::vector<arch::Abi>> find_abis_of_one_order(const std::vector<std::string>& names);

} // namespace callgate::cli
