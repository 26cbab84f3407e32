// Equivalents: there is one wherever the call is missing.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "lore/equivalents.hpp"

using namespace callgate;
using Names = std::vector<std::string_view>;

TEST_CASE("all names are those of calls") {
  for (const lore::Equivalent& row : lore::equivalents()) {
    CAPTURE(row.call);
    CHECK(arch::is_call_name(row.call));
    for (const std::string_view other : arch::words_of(row.others)) {
      CAPTURE(other);
      CHECK(arch::is_call_name(other));
      CHECK(other != row.call);
    }
  }
}

TEST_CASE("an ABI that lacks a call has one that does the same") {
  for (const lore::Equivalent& row : lore::equivalents()) {
    if (row.instead != lore::Instead::lacking) continue;
    for (const arch::AbiFacts& abi : arch::all_abis()) {
      if (arch::find_call(abi.abi, row.call) != nullptr) continue;
      CAPTURE(row.call);
      CAPTURE(abi.name);
      CHECK(lore::equivalents_on(abi.abi, row.call).size() == 1);
    }
  }
}

TEST_CASE("every call of x86_64 that aarch64 lacks is accounted for, and the other way round") {
  const std::pair<arch::Abi, arch::Abi> pairs[] = {
      {arch::Abi::x86_64, arch::Abi::aarch64}, {arch::Abi::x86_64, arch::Abi::riscv64},
      {arch::Abi::x86_64, arch::Abi::i386},    {arch::Abi::x86_64, arch::Abi::arm},
      {arch::Abi::i386, arch::Abi::x86_64},    {arch::Abi::arm, arch::Abi::aarch64},
      {arch::Abi::aarch64, arch::Abi::x86_64}, {arch::Abi::x86_64, arch::Abi::s390x},
      {arch::Abi::x86_64, arch::Abi::ppc64le}, {arch::Abi::x86_64, arch::Abi::riscv32}};
  for (const auto& [from, to] : pairs) {
    for (const arch::Call& call : arch::calls(from)) {
      if (arch::find_call(to, call.name) != nullptr) continue;
      const std::string abi(arch::facts(to).name);
      CAPTURE(call.name);
      CAPTURE(abi);
      CHECK(lore::is_peculiar(call.name) != !lore::equivalents_on(to, call.name).empty());
    }
  }
}

TEST_CASE("what libraries call instead") {
  using enum arch::Abi;
  CHECK(lore::equivalents_on(aarch64, "open") == Names{"openat"});
  CHECK(lore::equivalents_on(aarch64, "dup2") == Names{"dup3"});
  CHECK(lore::equivalents_on(aarch64, "poll") == Names{"ppoll"});
  CHECK(lore::equivalents_on(riscv32, "poll") == Names{"ppoll_time64"});
  CHECK(lore::equivalents_on(aarch64, "fork") == Names{"clone"});
  CHECK(lore::equivalents_on(i386, "mmap") == Names{"mmap2"});
  CHECK(lore::equivalents_on(arm, "clock_gettime") == Names{"clock_gettime64"});
  CHECK(lore::equivalents_on(x86_64, "fstat").empty());
  CHECK(lore::equivalents_on(x86_64, "mmap2") == Names{"mmap"});
  CHECK(lore::equivalents_on(loongarch64, "stat") == Names{"newfstatat"});
  CHECK(lore::equivalents_on(aarch64, "arch_prctl").empty());
}
