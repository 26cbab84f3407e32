// What every message about a text must be.
#pragma once

#include "diagnostic/diagnostic.hpp"

namespace callgate::fuzz {

/// Claims that each has a code, words, and places inside the text, and that both forms of
/// output hold them all.
void check_messages(const diagnostic::Source& source, const diagnostic::Diagnostics& diagnostics);

} // namespace callgate::fuzz
