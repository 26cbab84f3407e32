// Policies as this folder's tests take them: compiled, or the test has failed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/compile.hpp"

namespace callgate::tests {

/// Nothing if the policy has errors.
std::optional<pipeline::Compilation> compiled_if_good(const std::string& text,
                                                      const std::vector<arch::Abi>& abis);

/// With all capabilities. The test fails if the policy has errors.
pipeline::Compilation compiled(const std::string& text, const std::vector<arch::Abi>& abis);

} // namespace callgate::tests
