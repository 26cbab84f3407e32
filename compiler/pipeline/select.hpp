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
  /// Of `compile_sets` alone, and instead of `capabilities`: sets as "A+B"; or "all" or "none"
  /// alone; empty: all.
  std::optional<std::vector<std::string>> sets{};
  /// For policies that name no ABIs, in place of the native one.
  std::vector<std::string> default_abis{};
};

/// A policy may have so many capabilities for all sets of them to be asked for: 2^n filters
/// take their time and their place.
inline constexpr std::size_t most_capabilities_of_all_sets = 10;

/// So many sets may be named.
inline constexpr std::size_t most_named_sets = 64;

/// Names of capabilities, in the policy's order, each once.
using CapabilitySet = std::vector<std::string>;

/// What a request comes to.
struct Choice {
  policy::Selection selection; ///< of several sets, the capabilities of all of them
  /// What filters are for: the chosen capabilities. Or, if several sets were asked for, the
  /// empty set and then these, each once.
  std::vector<CapabilitySet> sets;
};

/// Why a request does not fit a policy, and what would.
struct BadRequest {
  std::string message;
};

std::variant<Choice, BadRequest> select(const policy::Policy& policy, const Request& request);

} // namespace callgate::pipeline
