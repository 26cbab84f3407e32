// The alternatives of a decision as it is written: what decides between orders of words, since
// it does not depend on any.
#pragma once

#include <cstddef>
#include <vector>

#include "arch/abi.hpp"
#include "graph/executed.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// A call for each alternative that gets another action than the decision's last resort; of
/// more than `most` in a clause about so many, evenly chosen. None for alternatives that contradict
/// themselves.
std::vector<CallWords> written_alternatives(const ruleset::Decision& decision,
                                            arch::ByteOrder byte_order, std::size_t most);

} // namespace callgate::graph
