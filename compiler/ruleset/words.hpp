// How messages name tables and entries.
#pragma once

#include <string>

#include "policy/policy.hpp"

namespace callgate::ruleset {

/// "[base]" or "[cap.NET]".
std::string title(const policy::Table& table);

/// The call that an entry names, quoted: "\"openat\"", "\"#438\"".
std::string written(const policy::Rule& rule);

} // namespace callgate::ruleset
