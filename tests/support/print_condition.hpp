// Conditions as text again, with every pair of parentheses.
#pragma once

#include <string>

#include "policy/condition.hpp"

namespace callgate::tests {

/// In the language itself: reading it gives the same condition, but for the places.
std::string printed(const policy::Condition& condition);

} // namespace callgate::tests
