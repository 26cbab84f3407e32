// What the last stages refuse, as diagnostics. Apart from the kernel's limit on length
// these are faults of the compiler, caught before anything is written.
#pragma once

#include <string_view>

#include "bpf/program.hpp"
#include "diagnostic/diagnostic.hpp"
#include "proof/proof.hpp"
#include "ruleset/resolve.hpp"

namespace callgate::pipeline {

void report(const bpf::Rejection& rejection, std::string_view family,
            diagnostic::Diagnostics& diagnostics);

void report(const proof::Refutation& refutation, const ruleset::Resolution& resolution,
            diagnostic::Diagnostics& diagnostics);

} // namespace callgate::pipeline
