// `[lint] accept`: the checks that a policy's author knows about and means.
#pragma once

#include <optional>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::policy {

struct Text;

/// `check [ '(' call ')' ]`: "io-uring", "exec-memory(mprotect)". Nothing if it is at fault,
/// which is then said. Whether there is a check of that name is known to `lint` alone.
std::optional<AcceptedCheck> parse_accepted_check(const Text& text,
                                                  diagnostic::Diagnostics& diagnostics);

} // namespace callgate::policy
