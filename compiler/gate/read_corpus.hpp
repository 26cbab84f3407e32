// TOML text → Corpus.
#pragma once

#include "diagnostic/diagnostic.hpp"
#include "gate/corpus.hpp"

namespace callgate::gate {

/// Reads a corpus and reports every mistake in it; nothing may be run when `diagnostics` has
/// errors. Relative paths count from the folder of the source; with "<stdin>", from the
/// current one.
Corpus read_corpus(const diagnostic::Source& source, diagnostic::Diagnostics& diagnostics);

} // namespace callgate::gate
