// The call that an explanation is about, and what its rulings make of it where not all of its
// arguments are known.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "arch/abi.hpp"
#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::explain {

struct Subject {
  bpf::CallData call;
  std::array<bool, 6> known;    ///< registers
  std::optional<arch::Abi> abi; ///< whose call it is; nothing for an unknown token
  const arch::Call* named;      ///< null for a number of no call
  arch::Arguments parameters{}; ///< none where they are not known
};

Subject subject_of(const bpf::CallData& call, const std::array<bool, 6>& known);

/// Whether the registers that hold the argument are known.
bool is_known(const Subject& subject, const arch::Argument& argument);

/// Whether the argument is a descriptor, by its name.
bool is_descriptor(const arch::Argument& argument);

/// The actions that the call may come to, whatever its unknown arguments are; more than one
/// only if these may matter.
std::vector<bpf::Action> possible_actions(std::span<const ruleset::Resolution> resolutions,
                                          bpf::Action foreign, const Subject& subject);

} // namespace callgate::explain
