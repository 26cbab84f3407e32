#include "watch/own_filters.hpp"

#include "arch/abi.hpp"
#include "arch/calls.hpp"

namespace callgate::watch {

NamedCall::NamedCall(std::string_view name) {
  for (const arch::AbiFacts& abi : arch::all_abis()) {
    if (abi.family != arch::facts(arch::native_abi()).family) continue;
    if (const arch::Call* call = arch::find_call(abi.abi, name))
      numbers_.insert({abi.token, call->number});
  }
}

/// Without an address there is no filter: so programs ask what the kernel can. Of the other
/// arguments the kernel looks at the lower 32 bits only, and a program may leave anything above.
void OwnFilters::see(const bpf::CallData& call) {
  // Values of <linux/seccomp.h> and <linux/prctl.h>.
  constexpr std::uint32_t set_mode_filter = 1;
  constexpr std::uint32_t new_listener = 1U << 3;
  constexpr std::uint32_t set_seccomp = 22;
  constexpr std::uint64_t mode_filter = 2;
  if (call.arguments[2] == 0) return;
  const auto operation = static_cast<std::uint32_t>(call.arguments[0]);
  const auto flags = static_cast<std::uint32_t>(call.arguments[1]);
  if (operation == set_mode_filter && seccomp_.is(call)) {
    is_any_ = true;
    wants_listener_ |= (flags & new_listener) != 0;
  } else if (operation == set_seccomp && call.arguments[1] == mode_filter && prctl_.is(call)) {
    is_any_ = true;
  }
}

} // namespace callgate::watch
