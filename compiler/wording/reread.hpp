// Words read again as a policy's are: what is said must mean what it was said of.
#pragma once

#include <optional>
#include <string>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "diagram/diagram.hpp"

namespace callgate::wording {

/// The set for which a condition holds that stands in an entry for `call`, or, where that is
/// null, for a number that is assigned to none. Nothing if it is none.
std::optional<diagram::Node> reread(diagram::Diagrams& diagrams, const std::string& condition,
                                    arch::Abi abi, const arch::Call* call);

} // namespace callgate::wording
