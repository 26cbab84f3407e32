// Why libraries make a call, and what they do where they are refused it.
#pragma once

#include <string>
#include <vector>

#include "explain/subject.hpp"

namespace callgate::explain {

/// Whether libraries go on without the call where they get ENOSYS, and after nothing but that.
bool does_without(const Subject& subject);

/// A sentence each; none for a call that nothing is known of.
std::vector<std::string> habits_about(const Subject& subject);

} // namespace callgate::explain
