// How messages name entries.
#pragma once

#include <string>

#include "policy/policy.hpp"

namespace callgate::ruleset {

/// The call that an entry names, quoted: "\"openat\"", "\"#438\"".
std::string written(const policy::Rule& rule);

} // namespace callgate::ruleset
