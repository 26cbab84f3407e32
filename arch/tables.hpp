// The shape of the generated tables: arrays in read-only memory, sorted for binary
// search, so that nothing is parsed or built when the program starts. Only the
// sources of this folder and the headers that generate.py writes include this.
#pragma once

#include <cstddef>
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

/// An argument under one of its names. Texts are offsets into argument_text.
struct ArgumentRow {
  std::uint16_t name;
  std::uint16_t canonical;
  std::uint16_t type;
  std::uint8_t bits; ///< 0: behind a pointer
  std::uint8_t kind; ///< 0 unsigned, 1 signed, 2 pointer
  bool narrowed;
  std::uint8_t slot;
  std::uint8_t high_slot; ///< no_slot: none
};

/// A run of signature_rows: what is declared first, then its further names.
struct SignatureRow {
  std::uint16_t first;
  std::uint8_t declared;
  std::uint8_t count;
};

inline constexpr std::uint16_t no_signature = 0xffff;
inline constexpr std::uint8_t no_slot = 0xff;

/// A constant; its name is found by its position and the offset.
struct ConstantRow {
  std::uint16_t name;  ///< offset in the block of text
  std::uint16_t value; ///< position of its value, or of a row of positions of values
  bool varies;         ///< which of the two
};

/// In a row: the ABI has no such constant.
inline constexpr std::uint16_t no_value = 0xffff;

struct Errno {
  std::string_view name;
  std::uint16_t value;
};

struct ErrnoTable {
  std::span<const Errno> by_name;
  std::span<const Errno> by_value; ///< canonical names only
};

} // namespace callgate::arch::generated
