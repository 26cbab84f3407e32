// Machines whose programs callgate cannot make install a filter: there `run` installs it
// before the exec.
#include "process/command_abi.hpp"

#if !defined(__x86_64__) && !defined(__i386__) && !defined(__aarch64__)

namespace callgate::process {

bool can_inject() {
  return false;
}

const CommandAbi* command_abi(const Registers&) {
  return nullptr;
}

} // namespace callgate::process

#endif
