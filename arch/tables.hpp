// The shape of the generated tables: arrays in read-only memory, sorted for binary
// search, so that nothing is parsed or built when the program starts. Only the
// sources of this folder and the headers that generate.py writes include this.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "arch/calls.hpp"

namespace callgate::arch::generated {

using std::string_view_literals::operator""sv;

// How a row spells when the call appeared.
constexpr Since in(std::uint8_t major, std::uint8_t minor, std::uint8_t patch = 0) {
  return {Since::Known::exactly, {major, minor, patch}};
}
constexpr Since by(std::uint8_t major, std::uint8_t minor, std::uint8_t patch = 0) {
  return {Since::Known::by, {major, minor, patch}};
}
inline constexpr Since unknown = {Since::Known::unknown, {0, 0, 0}};

/// One name that an ABI gives to a call, aliases included.
struct NamedCall {
  std::uint16_t name; ///< position in the sorted list of all names
  std::uint16_t call; ///< position in the ABI's list of calls
};

struct CallTable {
  std::span<const Call> calls;      ///< by number
  std::span<const NamedCall> names; ///< by name
};

struct Errno {
  std::string_view name;
  std::uint16_t value;
};

struct ErrnoTable {
  std::span<const Errno> by_name;
  std::span<const Errno> by_value; ///< canonical names only
};

} // namespace callgate::arch::generated
