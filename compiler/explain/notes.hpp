// What is known of a call beyond the policy: why a program may make it all of a sudden, and
// what its library does when it is refused.
#pragma once

#include <string>
#include <vector>

#include "explain/report.hpp"
#include "explain/subject.hpp"

namespace callgate::explain {

std::vector<std::string> notes_on(const Subject& subject, const Verdict& verdict);

} // namespace callgate::explain
