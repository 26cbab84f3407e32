// What one compile of a policy is for.
#pragma once

#include <string>
#include <vector>

#include "policy/policy.hpp"

namespace callgate::policy {

struct Selection {
  std::vector<arch::Abi> abis;           ///< in the order of arch::Abi, each once
  std::vector<std::string> capabilities; ///< names of the policy's capabilities
};

/// Whether entries of `table` count: the base's always, a capability's when chosen.
bool is_active(const Table& table, const Selection& selection);

} // namespace callgate::policy
