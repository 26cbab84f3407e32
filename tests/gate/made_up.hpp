// Results made up by hand.
#pragma once

#include "gate/result.hpp"

namespace callgate::tests {

/// A check that failed in every way there is, with names that attack whatever shows them.
gate::Result failed_result();

/// Three runs without a fault.
gate::Result passed_result();

} // namespace callgate::tests
