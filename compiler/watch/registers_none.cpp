// Machines on which callgate follows nothing: it could not install the filter in the command
// either (process/inject_none.cpp).
#include "watch/stopped_call.hpp"

#if !defined(__x86_64__) && !defined(__i386__) && !defined(__aarch64__)

#include <cerrno>

namespace callgate::watch {

std::optional<bpf::CallData> call_in(const process::Registers&, std::uint32_t) {
  return std::nullopt;
}

int skip_call(pid_t, std::uint16_t) {
  return ENOSYS;
}

} // namespace callgate::watch

#endif
