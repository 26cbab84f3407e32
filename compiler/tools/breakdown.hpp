// What a stack of filters does, sorted by the ABIs that a policy would have to serve: the
// first half of decompiling. A policy has one action for audit tokens that it does not serve,
// one for numbers that nothing lists, and its own rules for numbers of sibling ABIs; here a
// filter is fitted to that, or refused.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "diagram/diagram.hpp"
#include "proof/parts.hpp"
#include "wording/wording.hpp"

namespace callgate::tools {

/// What the numbers get that entries can list for one ABI: every one of them, in order.
struct Share {
  arch::Abi abi;
  std::vector<proof::Part> parts; ///< functions of the arguments alone
};

struct Breakdown {
  bpf::Action default_action; ///< of most numbers
  bpf::Action foreign;
  std::vector<Share> shares; ///< by ABI, of one family; at least one
};

/// `behaviour` is one of proof::behaviour_of on a kernel of that byte order. `assumed`: the
/// ABI to serve where all are treated alike. Throws diagram::TooLarge.
std::variant<Breakdown, wording::Unsayable> break_down(diagram::Diagrams& diagrams,
                                                       diagram::Node behaviour,
                                                       arch::ByteOrder order,
                                                       std::optional<arch::Abi> assumed);

} // namespace callgate::tools
