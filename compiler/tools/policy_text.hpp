// A breakdown as the text of a policy: the second half of decompiling.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "diagram/diagram.hpp"
#include "tools/breakdown.hpp"

namespace callgate::tools {

/// A policy whose first lines are the comment `origin`, and whose entries say what the
/// breakdown does: calls by name, other numbers by number, sorted, one a line. Throws
/// diagram::TooLarge.
std::variant<std::string, wording::Unsayable>
policy_text(diagram::Diagrams& diagrams, const Breakdown& breakdown,
            std::span<const std::string> accepted_bypasses, std::string_view origin);

} // namespace callgate::tools
