// The policy read word for word: what one call gets, found by walking over every
// entry. It shares nothing with the resolver, which it is there to check.
#pragma once

#include <cstdint>

#include "policy/policy.hpp"
#include "policy/selection.hpp"

namespace callgate::policy {

/// The action for a call of `number` through `token`. The policy must be free of
/// errors.
bpf::Action evaluate(const Policy& policy, const Selection& selection, std::uint32_t token,
                     std::uint32_t number);

} // namespace callgate::policy
