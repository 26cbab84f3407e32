// Where two stacks of filters decide differently: exactly, for every input. Both become
// one decision diagram over seccomp_data, whose leaves are pairs of actions, and that is
// taken apart the way people speak of filters: audit token, call, pair of actions, and
// then the arguments. Each difference comes with an input on which both stacks, run by the
// interpreter, do what is claimed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/action.hpp"
#include "bpf/call_data.hpp"
#include "diagram/count.hpp"
#include "proof/behaviour.hpp"
#include "wording/wording.hpp"

namespace callgate::tools {

/// What becomes of a call from A to B. More permissive is a kind that comes earlier in
/// bpf::ActionKind; `other` is the same kind with other data.
enum class Direction { widening, narrowing, other };

Direction direction(bpf::Action a, bpf::Action b);

/// All inputs of a call.
struct Always {};

/// Words, 32 bits each, from `first` to `last`.
using arch::NumberRange;

struct NamedCall {
  std::string name; ///< with "@x32" if it is a sibling's (arch::siblings) of the group's ABI
  std::uint32_t number;
};

/// For which arguments: a condition of the policy language, or why there is none.
using When = std::variant<Always, std::string, wording::Unsayable>;

struct Calls {
  std::vector<NamedCall> named;     ///< by number
  std::vector<NumberRange> numbers; ///< of no call, or of every one of an ABI; sorted

  [[nodiscard]] std::size_t items() const { return named.size() + numbers.size(); }
};

/// All calls but these, under the token of `abi`.
Calls all_but(const Calls& calls, std::optional<arch::Abi> abi);

/// Calls for which A does one thing and B another.
struct Difference {
  Calls calls;
  bpf::Action a{};
  bpf::Action b{};
  When when;
  bpf::CallData witness;
  std::optional<arch::Abi> witness_abi; ///< whose call the witness is, if known
  diagram::Count inputs;                ///< how many values of seccomp_data are decided like this
};

/// Audit tokens for which A and B differ in one way.
struct Group {
  enum class Tokens { one, others, all };
  Tokens kind;
  std::vector<NumberRange> tokens; ///< sorted
  /// Whose calls these are, if known.
  std::optional<arch::Abi> abi;
  std::vector<Difference> differences; ///< by their first number
};

/// Why it is not known how two stacks differ.
struct Undecided {
  std::string reason;
};

/// Both stacks on a kernel of that byte order. Filters that ask for no audit token are taken
/// for ones of `assumed`, if given.
std::variant<std::vector<Group>, Undecided> differences(proof::Stack a, proof::Stack b,
                                                        arch::ByteOrder order,
                                                        std::optional<arch::Abi> assumed);

/// The audit tokens that a stack treats like no other one.
std::variant<std::vector<std::uint32_t>, Undecided> tokens_told_apart(proof::Stack stack,
                                                                      arch::ByteOrder order);

} // namespace callgate::tools
