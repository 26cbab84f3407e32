// Filter → policy → filter, checked apart from the check that decompiling makes itself.
#pragma once

#include <string>

#include "pipeline/compile.hpp"
#include "tools/decompile.hpp"

namespace callgate::tests {

/// The compilation of a policy without errors; nothing, with its messages to doctest, else.
std::optional<pipeline::Compilation> compilation_of(const std::string& text,
                                                    const pipeline::Request& request = {});

/// Why `stack` is no policy, or empty after its text was compiled, found to decide as the
/// stack does, and decompiled to the same text again; else doctest knows.
std::string round_trip(proof::Stack stack, arch::ByteOrder order);

} // namespace callgate::tests
