// What the last stages refuse, as diagnostics. Apart from the kernel's limit on length
// these are faults of the compiler, caught before anything is written.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "bpf/program.hpp"
#include "diagnostic/diagnostic.hpp"
#include "proof/proof.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

/// " with NET, SSRF", " without capabilities"; empty where the policy has none.
std::string with_capabilities(const policy::Policy& policy,
                              std::span<const std::string> capabilities);

void report(const bpf::Rejection& rejection, std::string_view family,
            diagnostic::Diagnostics& diagnostics);

void report(const proof::Refutation& refutation, const ruleset::Resolution& resolution,
            diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
