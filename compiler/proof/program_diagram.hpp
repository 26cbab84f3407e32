// The program's side of the proof: what the bytes do, for every input at once.
#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "arch/abi.hpp"
#include "bpf/program.hpp"
#include "diagram/diagram.hpp"
#include "ruleset/bit_order.hpp"

namespace callgate::proof {

/// Which instruction could not be followed, and why.
struct Unmodelled {
  std::size_t instruction;
  std::string reason;
  bool is_too_large = false; ///< it could be, with more nodes
};

/// What is looked at of a program.
struct View {
  diagram::Node domain = diagram::yes; ///< 1 for some tokens and numbers, asks for no more
  ruleset::BitOrder order = ruleset::BitOrder::standard();
};

/// The value that `program` returns on a kernel of that byte order; 0 outside of the view's
/// domain. Bits are those of ruleset/meaning.hpp. Only what some input of the domain might
/// reach has to be followed.
std::variant<diagram::Node, Unmodelled> diagram_of(diagram::Diagrams& diagrams,
                                                   const bpf::Program& program,
                                                   arch::ByteOrder byte_order,
                                                   const View& view = {});

} // namespace callgate::proof
