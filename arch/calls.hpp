// Call numbers and errno values of every ABI, out of the generated tables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "arch/abi.hpp"
#include "arch/release.hpp"

namespace callgate::arch {

struct Call {
  std::string_view name;
  std::uint32_t number; ///< as in seccomp_data.nr: with the ABI's base
  Since since;
};

/// Calls of an ABI, ordered by number. Where headers give one number several
/// names, the canonical one comes first.
std::span<const Call> calls(Abi abi);

/// The call that `name` means on `abi`: its own name in the UAPI headers or, where
/// the ABI has no such name, that of a reviewed alias. Null if it has neither.
const Call* find_call(Abi abi, std::string_view name);

/// The call of that number under its canonical name; null if unassigned.
const Call* find_call(Abi abi, std::uint32_t number);

/// The highest assigned number of the range base … base + 4095 (leaves out arm's
/// private calls, which lie far above).
std::uint32_t highest_number(Abi abi);

/// Every name that some ABI knows, aliases included, sorted.
std::span<const std::string_view> all_call_names();

/// Whether some ABI knows a call of that name.
bool is_call_name(std::string_view name);

/// The value of an errno name ("ENOSYS") on that ABI, 1 … 4095.
std::optional<std::uint16_t> errno_value(Abi abi, std::string_view name);

/// The name of an errno value on that ABI; where it has several, the one of the
/// generic header. Empty if none.
std::string_view errno_name(Abi abi, std::uint16_t value);

/// Every errno name that some ABI knows, sorted.
std::span<const std::string_view> all_errno_names();

/// The package that a generated table was made from.
struct Provenance {
  std::string_view package;
  std::string_view version;
  std::string_view sha256; ///< of the .deb file, in hex
};

std::span<const Provenance> provenance();

} // namespace callgate::arch
