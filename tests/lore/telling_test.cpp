// Telling arguments exist, in registers, wherever the call is.
#include <doctest/doctest.h>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "lore/telling.hpp"
#include "lore/vdso.hpp"

using namespace callgate;

TEST_CASE("telling arguments have those names on every ABI that shows them") {
  for (const lore::Telling& row : lore::telling()) {
    for (const std::string_view name : arch::words_of(row.calls)) {
      CAPTURE(name);
      CHECK(arch::is_call_name(name));
      CHECK(lore::telling_arguments(name) == arch::words_of(row.arguments));
      for (const arch::AbiFacts& abi : arch::all_abis()) {
        const arch::Call* call = arch::find_call(abi.abi, name);
        if (call == nullptr) continue;
        const auto arguments = arch::arguments(abi.abi, *call);
        if (!arguments || arguments->size() <= 1) continue; // behind a pointer, or unknown
        for (const std::string_view argument : arch::words_of(row.arguments)) {
          CAPTURE(argument);
          CAPTURE(abi.name);
          const auto found = arch::find_argument(abi.abi, *call, argument);
          REQUIRE(found);
          CHECK(!found->is_pointer);
        }
      }
    }
  }
  CHECK(lore::telling_arguments("read").empty());
}

TEST_CASE("calls of the vDSO are calls") {
  for (const lore::VdsoCall& row : lore::vdso_calls()) {
    CAPTURE(row.call);
    CHECK(arch::is_call_name(row.call));
    CHECK(lore::vdso_call(row.call) == &row);
  }
  CHECK(lore::vdso_call("read") == nullptr);
}
