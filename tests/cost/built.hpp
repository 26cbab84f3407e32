// Filters as this folder's tests take them: built for some end and proven, or the test has
// failed.
#pragma once

#include <string>
#include <vector>

#include "graph/objective.hpp"
#include "pipeline/compile.hpp"
#include "proof/proof.hpp"

namespace callgate::tests {

struct Wanted {
  std::vector<std::string> abis{"x86_64"};
  std::vector<std::string> capabilities{"none"};
  graph::Objective objective{};
};

/// One a family; none if the policy has errors.
std::vector<proof::ProvenFilter> built_if_good(const std::string& text, const Wanted& wanted);

std::vector<proof::ProvenFilter> built(const std::string& text, const Wanted& wanted = {});

/// The policy of bench/policies of that name.
std::string profile(const std::string& name);

} // namespace callgate::tests
