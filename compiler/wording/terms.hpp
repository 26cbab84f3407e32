// The ways to write each argument register of a call: by the name of the argument that it
// holds, or raw.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "arch/abi.hpp"
#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "diagram/diagram.hpp"
#include "wording/values_text.hpp"

namespace callgate::wording {

/// An argument that the language can name; `argument.name` is the name to write.
struct NamedArgument {
  arch::Argument argument;
  const arch::ConstantUse* use; ///< null if it takes no constants
};

/// Every argument in the registers that filters see, split ones both as a whole and by
/// those of their halves that have names; the kernel's order. Empty where they are unknown.
std::vector<NamedArgument> named_arguments(arch::Abi abi, const arch::Call& call);

/// `argument` under the name that is best to write, the man page's where that means the
/// same; nothing if its names are those of registers.
std::optional<arch::Argument> under_best_name(arch::Abi abi, const arch::Call& call,
                                              const arch::Argument& argument);

/// A slot's terms, preferred ones first. Those of one rank are equally good.
struct RankedTerm {
  int rank;
  Term term;
};

/// Which two slots hold the halves of one argument.
struct Pair {
  std::uint8_t low;
  std::uint8_t high;
};

/// How a set's slots are written. An argument over two slots is taken for one of 64 bits in
/// the slot of its lower half.
struct Vocabulary {
  std::array<std::vector<RankedTerm>, 6> terms;
  std::vector<Pair> pairs;
};

/// Which arguments over two slots are taken whole: those of which the set is about both
/// halves, or those of which it is about the upper one, which decides about sign and order.
enum class Wholes : std::uint8_t { of_both_halves, of_upper_halves };

/// For a set over `abi`'s calls of that number; `call` may be null.
Vocabulary vocabulary_of(diagram::Diagrams& diagrams, diagram::Node set, arch::Abi abi,
                         const arch::Call* call, Wholes wholes);

} // namespace callgate::wording
