// Constants by name (AF_INET, O_DIRECTORY, TIOCSTI …), whose values differ between ABIs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::arch {

/// The value of that constant on `abi`, sign-extended to 64 bits if it is a negative
/// number there (AT_FDCWD is 2^64 − 100) and zero-extended if not (an ioctl number with
/// bit 31 set stays below 2^32). Nothing if the ABI has no such constant.
std::optional<std::uint64_t> constant_value(Abi abi, std::string_view name);

/// Whether some ABI has a constant of that name.
bool is_constant_name(std::string_view name);

/// Every name that some ABI knows, sorted. Made anew at each call, for suggestions.
std::vector<std::string_view> all_constant_names();

} // namespace callgate::arch
