// Filters as policies again. What a stack of filters does is taken apart by ABI, number and
// argument, written down in the policy language, compiled like any policy, and the proven
// result compared with the filters that it came from, as diagrams: no text leaves here that
// does not mean the same for all 2^512 inputs. What no policy can say is refused by name.
//
// Equal means: as the kernel acts. What it ignores (data beside allow, log and kill, an errno
// beyond 4095, actions that it does not know, which kill) comes out as what it makes of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "arch/abi.hpp"
#include "proof/behaviour.hpp"
#include "wording/wording.hpp"

namespace callgate::tools {

struct Decompiling {
  arch::ByteOrder order;            ///< of the kernel that runs the filters
  std::optional<arch::Abi> assumed; ///< the ABI to serve where all are treated alike
  std::string_view origin;          ///< what the filters are, for a comment: "render.bpf"
  std::size_t budget = diagram::Diagrams::default_budget;
};

/// The text of a policy that decides as the stack does.
std::variant<std::string, wording::Unsayable> decompile(proof::Stack stack, const Decompiling& how);

} // namespace callgate::tools
