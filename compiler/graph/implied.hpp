// Switches without the questions whose answers the way to them has given already: of
// `x & 4 == 0` and then `x in {1, 4, 100..200}`, the 4 is out of question.
#pragma once

#include "graph/switches.hpp"

namespace callgate::graph {

/// `root` with the same outcome for every input. Only words of one offset that follow each
/// other in the order are looked at together. `root` itself where that is too
/// much work.
SwitchId without_implied(Switches& switches, SwitchId root);

} // namespace callgate::graph
