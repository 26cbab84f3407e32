// Why the kernel would not let callgate trace the command that it starts.
#pragma once

#include <string>

namespace callgate::process {

/// As far as /proc tells, given the errno value of PTRACE_SEIZE.
std::string why_untraceable(int error);

} // namespace callgate::process
