// What a caller asks for, made definite against a policy.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "policy/selection.hpp"

namespace callgate::pipeline {

/// ABIs and capabilities by name, as on a command line.
struct Request {
  std::vector<std::string> abis;         ///< empty: those of the policy, else the native one
  std::vector<std::string> capabilities; ///< names; or "all" or "none" alone; empty: none
};

/// Why a request does not fit a policy, and what would.
struct BadRequest {
  std::string message;
};

std::variant<policy::Selection, BadRequest> select(const policy::Policy& policy,
                                                   const Request& request);

} // namespace callgate::pipeline
