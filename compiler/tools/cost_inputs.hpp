// Which calls a filter's cost is counted on: numbers by what is decided of them, and for those
// whose arguments decide, an input for each alternative that lets the call through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/call_data.hpp"
#include "proof/behaviour.hpp"
#include "ruleset/rulings.hpp"
#include "tools/diff.hpp"

namespace callgate::tools {

/// Takes one input after the other. There can be millions (numbers times alternatives), so
/// nobody keeps them.
using TakeInput = std::function<void(const bpf::CallData&)>;

/// Calls through one audit token.
struct Numbers {
  std::uint32_t token;
  arch::NumberRange range;
  std::uint32_t unassigned; ///< a number of no call
  /// Gets an input for each alternative of each number, in the order of numbers; none twice.
  TakeInput satisfied;
};

/// What is decided of some numbers.
struct Decided {
  std::size_t listed = 0;      ///< get something else than a number of no call
  std::size_t allowed = 0;     ///< plainly: whatever the arguments
  std::size_t conditional = 0; ///< it depends on the arguments, or may
  /// Numbers that have more alternatives than were followed.
  std::size_t cut = 0;
};

/// As many alternatives of one number are followed.
inline constexpr std::size_t most_alternatives = 4096;

/// By the rulings. Alternatives are those of a clause's formula as it is written: of the
/// values that a set or a comparison holds each run of neighbours is one, and stands for it
/// with its first value.
Decided decided_by(const ruleset::Ruleset& ruleset, const Numbers& numbers);

/// By what filters do, one answer for each of `numbers`. Alternatives are told apart word by
/// word of seccomp_data: of its values each run of neighbours is one. Where bits that nothing
/// asks repeat them, or they are too many, the word counts without these bits; and where that
/// leaves too many, each thing that follows is one. Where what is decided turns out not to be
/// known, some inputs may have been taken already.
std::variant<std::vector<Decided>, Undecided> decided_by(proof::Stack stack, arch::ByteOrder order,
                                                         std::span<const Numbers> numbers);

} // namespace callgate::tools
