// Which constants an argument takes, so that values can be shown by the names that people
// write: 10 is AF_INET6 as socket's domain, SIGUSR1 as kill's sig.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"

namespace callgate::arch {

enum class ConstantKind : std::uint8_t {
  value,           ///< one constant
  flags,           ///< any number of them, joined
  value_and_flags, ///< one in the low bits, flags above
};

/// A row of the table.
struct ConstantUse {
  std::string_view calls;    ///< names, parted by blanks; "*" for every call
  std::string_view argument; ///< its canonical name
  /// Parted by blanks: a name, or or some names by one * that stands for anything; after a -
  /// what is left out of those. What comes earlier is preferred.
  std::string_view names;
  ConstantKind kind = ConstantKind::value;
  std::uint64_t value_bits = 0; ///< of value_and_flags: where the value stands
  std::uint64_t least = 0;      ///< smaller constants are something else
  /// Where not empty: only if that other argument has the value of that constant.
  std::string_view beside = {};
  std::string_view beside_value = {};
};

std::span<const ConstantUse> constant_uses();

/// The row for that argument, by its canonical name; null if there is none.
const ConstantUse* constant_use(std::string_view call, std::string_view argument);

struct NamedConstant {
  std::string_view name;
  std::uint64_t value; ///< as constant_value has it
};

/// What that row's names are on `abi`, preferred ones first; no value twice.
std::vector<NamedConstant> named_constants(const ConstantUse& use, Abi abi);

/// The parts of a list, parted by blanks.
std::vector<std::string_view> words_of(std::string_view list);

} // namespace callgate::arch
