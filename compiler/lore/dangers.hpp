// Which calls let a program out of its sandbox or into parts of the kernel that have often
// been at fault. A reviewed table: what `lint` looks for in policies, what `explain` says of a
// call before it tells how to allow it, and what `observe` asks of values that it has seen.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace callgate::lore {

enum class Gravity : std::uint8_t {
  undoes,  ///< whoever has it goes around the filter, or acts outside of the sandbox
  exposes, ///< it opens code of the kernel, or other processes, that few programs need
  matters, ///< worth knowing, and often meant
};

struct Danger {
  std::string_view name;  ///< of `lint`'s check; rows of one name stand together
  std::string_view calls; ///< parted by blanks
  /// For which arguments, in the policy language; empty for all. Where an ABI has them
  /// behind a pointer no filter can tell, and all of its calls of that name are in it.
  std::string_view condition;
  Gravity gravity;
  std::string_view risk; ///< what it gives to a program, to follow the name of the call
  std::string_view fix;  ///< what to do instead
};

/// In the order in which they are told: what undoes a sandbox first.
std::span<const Danger> dangers();

/// The rows that name the call, whatever their conditions.
std::vector<const Danger*> dangers_of(std::string_view call);

/// Whether `list`, names parted by blanks, has that name.
bool lists(std::string_view list, std::string_view name);

} // namespace callgate::lore
