// Instructions as bytes: `struct sock_filter` of <linux/filter.h>, eight bytes each, as
// a kernel of either byte order reads it. Raw filters on disk are nothing else.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "arch/abi.hpp"
#include "bpf/instruction.hpp"

namespace callgate::bpf {

inline constexpr std::size_t instruction_bytes = 8;

std::string encode(std::span<const Instruction> instructions, arch::ByteOrder order);

/// Why bytes are no instructions.
struct Malformed {
  std::string reason;
};

/// Splits bytes into instructions; whether a kernel takes them is Program's question.
std::variant<std::vector<Instruction>, Malformed> decode(std::string_view bytes,
                                                         arch::ByteOrder order);

/// The byte order in which more of `bytes` are opcodes that seccomp knows; little where
/// both give as many.
arch::ByteOrder guess_byte_order(std::string_view bytes);

} // namespace callgate::bpf
