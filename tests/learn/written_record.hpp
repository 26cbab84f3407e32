// Records as text, for case files: a line a call, "13742 read", "3 socket@i386(AF_UNIX, 1, 0)",
// "2 ioctl(?)" where nobody saw the arguments; and lines "command: …" of where it comes from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "learn/focus.hpp"
#include "learn/record.hpp"
#include "policy/policy.hpp"

namespace callgate::tests {

/// Calls without an ABI are x86_64's. `policy` may be null.
learn::Record read_record(const std::string& text, learn::Conditions conditions,
                          const policy::Policy* policy);

} // namespace callgate::tests
