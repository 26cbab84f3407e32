// Diagrams over seccomp_data, asked about one call: the slow way to what they say.
#pragma once

#include <cstdint>

#include "bpf/call_data.hpp"
#include "diagram/diagram.hpp"

namespace callgate::tests {

/// What the function is for that call.
std::uint32_t value_at(const diagram::Diagrams& diagrams, diagram::Node node,
                       const bpf::CallData& call);

} // namespace callgate::tests
