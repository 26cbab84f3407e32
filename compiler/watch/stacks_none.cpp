// Without libdw.
#include "watch/stacks.hpp"

#if !defined(CALLGATE_LIBDW)

#include "watch/mapped_frame.hpp"

namespace callgate::watch {

struct Stacks::Known {};

bool knows_stacks() {
  return false;
}

Stacks::Stacks() = default;
Stacks::~Stacks() = default;

std::vector<records::Frame> Stacks::of(pid_t thread, std::uint64_t instruction_pointer) {
  return {mapped_frame(thread, instruction_pointer)};
}

} // namespace callgate::watch

#endif
