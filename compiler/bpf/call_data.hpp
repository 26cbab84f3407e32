// The one input of a filter.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace callgate::bpf {

/// What a filter is asked about: `struct seccomp_data` by meaning, not by layout.
struct CallData {
  std::uint32_t number = 0;
  std::uint32_t token = 0;
  std::uint64_t instruction_pointer = 0;
  std::array<std::uint64_t, 6> arguments{};
};

/// "token 0xc000003e, number 41, arguments 0x1 0 …, instruction pointer 0"
std::string to_string(const CallData& call);

} // namespace callgate::bpf
