// Formulas and decisions as switches.
#pragma once

#include "arch/abi.hpp"
#include "graph/graph.hpp"
#include "graph/switches.hpp"
#include "ruleset/rulings.hpp"

namespace callgate::graph {

/// Its outcomes are exits. The switches must have an order of the decision's words.
SwitchId switches_of(const ruleset::Decision& decision, Switches& switches, Graph& graph,
                     arch::ByteOrder byte_order);

/// Its outcomes are truths.
SwitchId switches_of(const ruleset::Test& test, Switches& switches, arch::ByteOrder byte_order);

} // namespace callgate::graph
