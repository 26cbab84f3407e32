// Which calls install a filter, as the kernel reads their registers.
#include <doctest/doctest.h>

#include "arch/abi.hpp"
#include "arch/calls.hpp"
#include "watch/own_filters.hpp"

using namespace callgate;

TEST_CASE("calls that install a filter") {
  constexpr std::uint64_t dirt = 0xdeadbeef00000000;
  constexpr std::uint64_t address = 0x1000;
  struct Row {
    const char* call;
    std::array<std::uint64_t, 6> arguments;
    bool is_any;
    bool wants_listener;
  };
  for (const Row& row : {
           Row{"seccomp", {1, 0, address}, true, false},
           Row{"seccomp", {1, 8, address}, true, true},
           Row{"seccomp", {dirt | 1, dirt | 8, address}, true, true},
           Row{"seccomp", {1, std::uint64_t{8} << 32U, address}, true, false},
           Row{"seccomp", {1, 8, 0}, false, false},
           Row{"seccomp", {2, 0, address}, false, false},
           Row{"prctl", {22, 2, address}, true, false},
           Row{"prctl", {dirt | 22, 2, address}, true, false},
           Row{"prctl", {22, dirt | 2, address}, false, false}, // the mode is of 64 bits
           Row{"prctl", {22, 1, address}, false, false},
           Row{"getppid", {1, 8, address}, false, false},
       }) {
    CAPTURE(row.call);
    CAPTURE(row.arguments[0]);
    CAPTURE(row.arguments[1]);
    const arch::Abi abi = arch::native_abi();
    watch::OwnFilters filters;
    filters.see({arch::find_call(abi, row.call)->number, arch::facts(abi).token, 0, row.arguments});
    CHECK(filters.is_any() == row.is_any);
    CHECK(filters.wants_listener() == row.wants_listener);
  }
}
