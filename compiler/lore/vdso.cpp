#include "lore/vdso.hpp"

#include <algorithm>
#include <array>

namespace callgate::lore {

namespace {

constexpr std::string_view unreadable =
    "the clock source cannot be read from user space (some virtual machines, and after the "
    "kernel marked the TSC as unstable)";
constexpr std::string_view absent = "the kernel maps no vDSO, or one without this function";

/// vdso(7), and arch/*/kernel/vdso of Linux 6.12. arm has clock_gettime64 since 5.5, getrandom
/// came with 6.11.
constexpr auto table = std::to_array<VdsoCall>({
    {"clock_getres", absent},
    {"clock_getres_time64", absent},
    {"clock_gettime", unreadable},
    {"clock_gettime64", unreadable},
    {"getcpu", absent},
    {"getrandom", absent},
    {"gettimeofday", unreadable},
    {"riscv_hwprobe", absent},
    {"time", absent},
});

} // namespace

std::span<const VdsoCall> vdso_calls() {
  return table;
}

const VdsoCall* vdso_call(std::string_view call) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const VdsoCall& row) { return row.call == call; });
  return found == table.end() ? nullptr : found;
}

} // namespace callgate::lore
