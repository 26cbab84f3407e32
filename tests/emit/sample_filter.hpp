// Small proven filters for the emitters' tests, made without the compiler's stages.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "proof/proof.hpp"

namespace callgate::test {

struct Denied {
  std::string_view call;
  bpf::Action action;
};

/// A filter for `abis`, of one family, that allows everything but `denied`; calls that
/// an ABI lacks are left out there. Foreign tokens are killed.
proof::ProvenFilter filter_without(std::span<const arch::Abi> abis, std::span<const Denied> denied);

/// Every family with all its ABIs, in the order of arch::Family.
std::vector<std::vector<arch::Abi>> families();

} // namespace callgate::test
