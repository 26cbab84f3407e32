// Sets of calls in the words of the policy language: what `diff` says, what `disasm
// --policy` writes, and how witnesses are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "arch/abi.hpp"
#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "bpf/call_data.hpp"
#include "diagram/diagram.hpp"

namespace callgate::wording {

/// Why a set of calls cannot be said in the policy language.
struct Unsayable {
  std::string reason;
};

/// A condition that holds for exactly the calls in `set`: a function with the values 0 and
/// 1 of instruction pointer and arguments, neither never nor always true. With `number`, one
/// of `abi`'s calls, its arguments are named where that says the same; without, the
/// condition is about raw registers. It stands between an entry's parentheses.
std::variant<std::string, Unsayable> condition_text(diagram::Diagrams& diagrams, diagram::Node set,
                                                    arch::Abi abi,
                                                    std::optional<std::uint32_t> number);

/// The call as a person would write it: "socket(AF_NETLINK, SOCK_RAW, 0)", "#999(0x1)";
/// registers whose upper halves an argument ignores, or that it does not have, are left out
/// unless they are not what such arguments say.
std::string call_text(arch::Abi abi, const bpf::CallData& call);

/// The value of one of the call's parameters that lies in registers, by the names of
/// constants where it takes any.
std::string argument_text(arch::Abi abi, const arch::Call& call, const arch::Argument& parameter,
                          const bpf::CallData& data);

} // namespace callgate::wording
