// Dangers: names, calls and conditions mean something wherever the call is.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "conditions.hpp"
#include "lore/dangers.hpp"

using namespace callgate;

TEST_CASE("rows of one danger stand together, and no call is twice in it without a condition") {
  std::set<std::string_view> done;
  std::string_view last;
  for (const lore::Danger& row : lore::dangers()) {
    CAPTURE(row.name);
    if (row.name != last) CHECK(done.insert(row.name).second);
    last = row.name;
    CHECK(!row.risk.empty());
    CHECK(!row.fix.empty());
    CHECK(!row.risk.ends_with('.'));
  }
}

TEST_CASE("every call is known") {
  for (const lore::Danger& row : lore::dangers()) {
    for (const std::string_view call : arch::words_of(row.calls)) {
      CAPTURE(call);
      CHECK(arch::is_call_name(call));
    }
  }
}

TEST_CASE("conditions mean something on every ABI that shows the arguments") {
  for (const lore::Danger& row : lore::dangers()) {
    if (row.condition.empty()) continue;
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      for (const std::string_view name : arch::words_of(row.calls)) {
        const arch::Call* call = arch::find_call(abi.abi, name);
        if (call == nullptr) continue;
        const auto judged = conditions::judge(abi.abi, *call, row.condition);
        CHECK_MESSAGE((judged.formula || judged.is_hidden), judged.fault);
      }
    }
  }
}

TEST_CASE("dangers of a call") {
  CHECK(lore::dangers_of("getpid").empty());
  CHECK(lore::dangers_of("bpf").size() == 1);
  CHECK(lore::dangers_of("ioctl").size() >= 2);
  CHECK(lore::lists("mmap mmap2", "mmap2"));
  CHECK(lore::lists("mmap mmap2", "mmap"));
  CHECK(!lore::lists("mmap2", "mmap"));
  CHECK(!lore::lists("mmap", ""));
}
