// How messages speak of entries.
#pragma once

#include <set>
#include <span>
#include <string>

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::ruleset {

/// What an entry names, quoted: "\"openat\"", "\"#438\"", "\"#500..600\"", "\"@timer\"".
std::string written(const policy::Rule& rule);

/// "x86_64, i386", in the order of arch::Abi.
std::string names_of(const std::set<arch::Abi>& abis);

bool contains(std::span<const arch::Abi> abis, arch::Abi abi);

/// The conditions of that rule's call take more nodes than a diagram may have.
void report_too_complex(const policy::Rule& rule, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::ruleset
