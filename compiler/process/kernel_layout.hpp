// Instructions as the kernel of this machine reads them.
#pragma once

#include <span>
#include <vector>

#include <linux/filter.h>

#include "bpf/instruction.hpp"

namespace callgate::process {

inline std::vector<sock_filter> kernel_layout(std::span<const bpf::Instruction> instructions) {
  std::vector<sock_filter> filter;
  filter.reserve(instructions.size());
  for (const bpf::Instruction& i : instructions)
    filter.push_back({i.code, i.jt, i.jf, i.k});
  return filter;
}

} // namespace callgate::process
