// The same policies built by libseccomp, to compare with. Optional: without the library
// libseccomp_absent.cpp stands in, and nothing of callgate itself ever uses it.
#pragma once

#include <vector>

#include "subjects.hpp"

namespace callgate::bench {

/// Registers a benchmark "NAME/libseccomp-LEVEL" for each subject and level of optimization:
/// from resolved rules to bytes. Those for ABIs other than this machine's are left out. Each
/// filter is compared once with the proven one on calls that the policy nominates; what
/// differs is counted and told on standard error.
void register_libseccomp(const std::vector<Subject>& subjects);

} // namespace callgate::bench
