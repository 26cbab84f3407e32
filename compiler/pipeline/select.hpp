// What a caller asks for, made definite against a policy.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "graph/objective.hpp"
#include "policy/selection.hpp"

namespace callgate::pipeline {

/// Counts that do not stand in the policy.
struct Counts {
  std::string name; ///< what messages call the place that they are from
  /// Numbers without an ABI are of the first one that the request, or else the policy, names.
  std::vector<policy::Weight> weights;
};

/// What the filters are to be good at; they mean the same whatever it is.
struct Planning {
  graph::Prefer prefer = graph::Prefer::balanced;
  std::optional<arch::Release> target_kernel{}; ///< without one, a kernel with the cache
  std::optional<Counts> counts{};               ///< instead of the policy's own
};

/// ABIs and capabilities by name, as on a command line.
struct Request {
  std::vector<std::string> abis;         ///< empty: those of the policy, else the default ones
  std::vector<std::string> capabilities; ///< names; or "all" or "none" alone; empty: none
  Planning planning{};
  /// For policies that name no ABIs, in place of the native one.
  std::vector<std::string> default_abis{};
};

/// Why a request does not fit a policy, and what would.
struct BadRequest {
  std::string message;
};

std::variant<policy::Selection, BadRequest> select(const policy::Policy& policy,
                                                   const Request& request);

} // namespace callgate::pipeline
