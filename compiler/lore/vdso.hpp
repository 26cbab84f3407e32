// Calls that a program makes and that no trace shows: where the kernel maps a vDSO with a
// clock that can be read, C libraries read it there and never enter the kernel.
#pragma once

#include <span>
#include <string_view>

namespace callgate::lore {

struct VdsoCall {
  std::string_view call;
  /// When the kernel is entered all the same, to follow "where" or stand alone.
  std::string_view entered;
};

std::span<const VdsoCall> vdso_calls();

/// Null if no vDSO has it.
const VdsoCall* vdso_call(std::string_view call);

} // namespace callgate::lore
