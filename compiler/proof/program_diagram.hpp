// The program's side of the proof: what the bytes do, for every input at once.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "arch/abi.hpp"
#include "bpf/program.hpp"
#include "diagram/diagram.hpp"

namespace callgate::proof {

/// Which instruction could not be followed, and why.
struct Unmodelled {
  std::size_t instruction;
  std::string reason;
};

/// The value that `program` returns on a kernel of that byte order. Bits are those of
/// ruleset/meaning.hpp. Only what some input might reach has to be followed.
std::variant<diagram::Node, Unmodelled>
diagram_of(diagram::Diagrams& diagrams, const bpf::Program& program, arch::ByteOrder order);

} // namespace callgate::proof
