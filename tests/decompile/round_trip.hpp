// Filter → policy → filter, checked apart from the check that decompiling makes itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "pipeline/compile.hpp"
#include "tools/decompile.hpp"

namespace callgate::tests {

/// The compilation of a policy without errors; nothing, with its messages to doctest, else.
std::optional<pipeline::Compilation> compilation_of(const std::string& text,
                                                    const pipeline::Request& request = {});

/// How often to go around; the second time the same text must come out.
enum class Trips { one, two };

/// Why `stack` is no policy, or empty after its text was compiled and found to decide as the
/// stack does; else doctest knows.
std::string round_trip(proof::Stack stack, arch::ByteOrder order, Trips trips,
                       std::size_t budget = diagram::Diagrams::default_budget);

} // namespace callgate::tests
