// The one input of a filter.
#pragma once

#include <array>
#include <cstdint>

namespace callgate::bpf {

/// What a filter is asked about: `struct seccomp_data` by meaning, not by layout.
struct CallData {
  std::uint32_t number = 0;
  std::uint32_t token = 0;
  std::uint64_t instruction_pointer = 0;
  std::array<std::uint64_t, 6> arguments{};
};

} // namespace callgate::bpf
