// What a policy's `[[expect]]` says is not to run: nobody who widens the policy may let it.
#pragma once

#include <cstdint>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "policy/policy.hpp"
#include "records/tally.hpp"

namespace callgate::learn {

/// A call that is expected to get an action which stops it.
struct Expected {
  bpf::CallData call;
  records::Registers bits; ///< of the arguments that are written, but for addresses
};

/// Those of that number. `[[expect]]` speaks of all the capabilities that it names together with
/// the base, so what is in the base counts for each.
std::vector<Expected> expected_to_stop(const policy::Policy& policy, arch::Abi abi,
                                       std::uint32_t number);

} // namespace callgate::learn
