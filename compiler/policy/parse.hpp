// TOML text → Policy.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "policy/policy.hpp"

namespace callgate::policy {

/// Reads a policy and reports every mistake that can be seen without choosing an ABI;
/// of TOML syntax errors only the first, since nothing after it can be trusted. What
/// is returned holds all that could be understood, so that later checks can report
/// too; it must not be compiled when `diagnostics` has errors.
Policy parse(const diagnostic::Source& source, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::policy
