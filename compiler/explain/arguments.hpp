// A call's arguments as a person reads them: by name, flags by theirs, descriptors with what
// they stand for, strings and socket addresses as the program's memory has them.
#pragma once

#include <string>
#include <vector>

#include "explain/report.hpp"
#include "explain/subject.hpp"
#include "records/scene.hpp"

namespace callgate::explain {

/// In a C caller's order. Without a declaration the registers up to the last that is not 0.
std::vector<Argument> arguments_of(const Subject& subject, const records::Scene& scene);

/// "socket(AF_INET, SOCK_RAW, 0)"; with an unknown argument, "?" for it: "openat(?, ?, O_RDWR)".
std::string text_of(const Subject& subject);

/// "socket", "#999".
std::string name_of(const Subject& subject);

} // namespace callgate::explain
