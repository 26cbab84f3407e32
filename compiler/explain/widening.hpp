// An entry's condition, made to hold for one call more by the value that it lacks.
#pragma once

#include <optional>

#include "diagnostic/source.hpp"
#include "explain/editing.hpp"
#include "explain/verdict.hpp"

namespace callgate::explain {

/// The test that fails, with the call's own value: `domain == AF_UNIX` → `domain in {AF_UNIX,
/// AF_INET}`. Nothing where more than one fails, or one of another kind or about an address, a
/// size or a descriptor, or where the entry is about a group.
std::optional<Edit> widened(const Listing& listing, const Subject& subject,
                            const diagnostic::Source& source);

} // namespace callgate::explain
