// The filter of who watches everything: whatever is called, through whatever token, gets one
// action. It is one instruction, so nothing has to be planned; it is proven like any other.
#pragma once

#include "bpf/action.hpp"
#include "proof/proof.hpp"

namespace callgate::watch {

/// Of the family of this machine.
proof::ProvenFilter every_call_gets(bpf::Action action);

} // namespace callgate::watch
