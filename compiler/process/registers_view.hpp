// Registers as the struct that the kernel means by them.
#pragma once

#include <cstring>

#include "process/tracee.hpp"

namespace callgate::process {

template <typename Layout>
Layout view(const Registers& registers) {
  Layout layout;
  std::memcpy(&layout, registers.bytes.data(), sizeof layout);
  return layout;
}

template <typename Layout>
void store(Registers& registers, const Layout& layout) {
  std::memcpy(registers.bytes.data(), &layout, sizeof layout);
}

} // namespace callgate::process
