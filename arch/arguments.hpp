// The arguments of every call on every ABI: names, C types, widths, and the registers that
// hold them, as the kernel that serves the ABI declares them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "arch/abi.hpp"
#include "arch/calls.hpp"

namespace callgate::arch {

enum class ArgumentPlace : std::uint8_t {
  registers,        ///< in one register, or in two
  beyond_registers, ///< (partly) in a seventh slot or later, which filters do not see
  behind_pointer,   ///< in a structure that `slot` points to
};

struct Argument {
  std::string_view name;      ///< the one it was found by; in a list, the kernel's
  std::string_view canonical; ///< the same whichever name it was found by
  std::string_view type;      ///< as the kernel declares it; empty behind a pointer
  std::uint8_t bits;          ///< 8 … 64 that the kernel uses; 0 behind a pointer
  bool is_signed;
  bool is_pointer;
  bool is_narrowed; ///< whether the kernel uses fewer bits than its type has
  ArgumentPlace place;
  std::uint8_t slot;                     ///< index in seccomp_data.args of the (lower) bits
  std::optional<std::uint8_t> high_slot; ///< index of the upper 32 bits, if split
};

/// Calls take up to seven arguments, of which filters see the first six slots.
inline constexpr std::size_t filtered_slots = 6;

/// What a call declares, in the kernel's order.
class Arguments {
public:
  void add(const Argument& argument) { list[count++] = argument; }
  void drop_last() { --count; }
  [[nodiscard]] std::size_t size() const { return count; }
  [[nodiscard]] const Argument& operator[](std::size_t i) const { return list[i]; }
  [[nodiscard]] const Argument& back() const { return list[count - 1]; }
  [[nodiscard]] auto begin() const { return list.begin(); }
  [[nodiscard]] auto end() const { return list.begin() + static_cast<std::ptrdiff_t>(count); }

private:
  std::array<Argument, 8> list{};
  std::size_t count = 0;
};

/// The arguments of `call`, one of `calls(abi)`. Nothing where the kernel sources have no
/// function for it (not implemented, an indirect call, 31-bit s390, arm's private calls);
/// a call without arguments gives an empty list.
std::optional<Arguments> arguments(Abi abi, const Call& call);

/// The argument of that name: as the kernel or the man page calls it, or the unsplit name
/// of two halves. Nothing if the call has no such argument there, or if its arguments
/// are not known.
std::optional<Argument> find_argument(Abi abi, const Call& call, std::string_view name);

/// What a C caller of `call` passes, in that order: halves are one argument, and what a
/// declaration has only to bring a pair to an even register is none. Nothing where
/// `arguments` has nothing.
std::optional<Arguments> parameters(Abi abi, const Call& call);

/// Every name that `find_argument` knows for that call, the declared ones first.
class ArgumentNames {
public:
  ArgumentNames() = default;
  explicit ArgumentNames(std::span<const std::uint16_t> names) : rows(names) {}
  [[nodiscard]] std::size_t size() const { return rows.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const;

  /// Whether both are of one row of the tables: then names and types are the same. Slots are
  /// the ABI's own.
  [[nodiscard]] bool is_same_signature(const ArgumentNames& other) const {
    return rows.data() == other.rows.data() && rows.size() == other.rows.size();
  }

private:
  std::span<const std::uint16_t> rows;
};

ArgumentNames argument_names(Abi abi, const Call& call);

} // namespace callgate::arch
