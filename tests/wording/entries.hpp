// Entries as sets of calls.
#pragma once

#include <optional>
#include <string>

#include "arch/abi.hpp"
#include "diagram/diagram.hpp"

namespace callgate::tests {

enum class Warnings { allowed, refused };

/// What an entry with a condition, "close(fd > 2)" or "#3(arg0 == 0)", holds for on `abi`.
/// Nothing, with a message to doctest, if it is at fault there.
std::optional<diagram::Node> set_of(diagram::Diagrams& diagrams, arch::Abi abi,
                                    const std::string& entry,
                                    Warnings warnings = Warnings::allowed);

} // namespace callgate::tests
