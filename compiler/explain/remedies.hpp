// What would let a denied call through, each way tried before it is told.
#pragma once

#include <vector>

#include "diagnostic/source.hpp"
#include "explain/report.hpp"
#include "explain/subject.hpp"
#include "pipeline/compile.hpp"

namespace callgate::explain {

/// Best first: what opens least, and what a library expects.
std::vector<Remedy> remedies_for(const pipeline::Compilation& compilation,
                                 const diagnostic::Source& source, const Subject& subject,
                                 const Verdict& verdict);

} // namespace callgate::explain
