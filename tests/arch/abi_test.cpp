// The facts of each ABI against a list written apart from the tables.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "arch/abi.hpp"

namespace callgate::arch {
namespace {

TEST_CASE("who passes 64 bits in a register") {
  const std::set<Abi> wide{Abi::x86_64,   Abi::x32,        Abi::aarch64,    Abi::riscv64,
                           Abi::ppc64le,  Abi::ppc64,      Abi::s390x,      Abi::mips_n64,
                           Abi::mips_n32, Abi::mipsel_n64, Abi::mipsel_n32, Abi::loongarch64,
                           Abi::parisc64, Abi::alpha};
  for (const AbiFacts& abi : all_abis()) {
    CAPTURE(abi.name);
    CHECK(has_wide_registers(abi.abi) == (wide.count(abi.abi) != 0));
  }
}

TEST_CASE("audit tokens, word sizes, byte orders") {
  struct Case {
    Abi abi;
    std::string_view name;
    std::uint32_t token;
    int word_bits;
    ByteOrder order;
  };
  constexpr auto little = ByteOrder::little;
  constexpr auto big = ByteOrder::big;
  const Case cases[] = {
      {Abi::x86_64, "x86_64", 0xc000003e, 64, little},
      {Abi::x32, "x32", 0xc000003e, 32, little},
      {Abi::i386, "i386", 0x40000003, 32, little},
      {Abi::aarch64, "aarch64", 0xc00000b7, 64, little},
      {Abi::arm, "arm", 0x40000028, 32, little},
      {Abi::riscv64, "riscv64", 0xc00000f3, 64, little},
      {Abi::riscv32, "riscv32", 0x400000f3, 32, little},
      {Abi::ppc64le, "ppc64le", 0xc0000015, 64, little},
      {Abi::ppc64, "ppc64", 0x80000015, 64, big},
      {Abi::ppc, "ppc", 0x00000014, 32, big},
      {Abi::s390x, "s390x", 0x80000016, 64, big},
      {Abi::s390, "s390", 0x00000016, 32, big},
      {Abi::mips_n64, "mips_n64", 0x80000008, 64, big},
      {Abi::mips_n32, "mips_n32", 0xa0000008, 32, big},
      {Abi::mips_o32, "mips_o32", 0x00000008, 32, big},
      {Abi::mipsel_n64, "mipsel_n64", 0xc0000008, 64, little},
      {Abi::mipsel_n32, "mipsel_n32", 0xe0000008, 32, little},
      {Abi::mipsel_o32, "mipsel_o32", 0x40000008, 32, little},
      {Abi::loongarch64, "loongarch64", 0xc0000102, 64, little},
      {Abi::loongarch32, "loongarch32", 0x40000102, 32, little},
      {Abi::m68k, "m68k", 0x00000004, 32, big},
      {Abi::parisc64, "parisc64", 0x8000000f, 64, big},
      {Abi::parisc, "parisc", 0x0000000f, 32, big},
      {Abi::sh, "sh", 0x4000002a, 32, little},
      {Abi::sheb, "sheb", 0x0000002a, 32, big},
      {Abi::alpha, "alpha", 0xc0009026, 64, little},
      {Abi::xtensa, "xtensa", 0x0000005e, 32, little},
      {Abi::csky, "csky", 0x400000fc, 32, little},
  };
  REQUIRE(all_abis().size() == std::size(cases));
  for (const auto& expected : cases) {
    CAPTURE(expected.name);
    const auto& found = facts(expected.abi);
    CHECK(found.abi == expected.abi);
    CHECK(found.name == expected.name);
    CHECK(found.token == expected.token);
    CHECK(found.word_bits == expected.word_bits);
    CHECK(found.byte_order == expected.order);
    CHECK(abi_named(expected.name) == expected.abi);
  }
}

TEST_CASE("names that are no ABI") {
  for (const auto* name : {"", "x86", "X86_64", "x86_64 ", "amd64", "mips", "arm_oabi"}) {
    CAPTURE(name);
    CHECK_FALSE(abi_named(name).has_value());
  }
}

TEST_CASE("ABIs that cannot be filtered are known as such, and none that can") {
  for (const auto* name :
       {"sparc", "sparc64", "arm_oabi", "arc", "hexagon", "nios2", "openrisc", "microblaze"}) {
    CAPTURE(name);
    CHECK(is_abi_without_filters(name));
  }
  CHECK_FALSE(is_abi_without_filters("vax"));
  for (const auto& abi : all_abis())
    CHECK_FALSE(is_abi_without_filters(abi.name));
}

TEST_CASE("ABIs of one token are siblings, and no others") {
  for (const auto& one : all_abis()) {
    for (const auto& other : all_abis()) {
      if (one.abi == other.abi || one.token != other.token) continue;
      CAPTURE(one.name);
      CHECK(std::set(siblings(one.abi).begin(), siblings(one.abi).end()).contains(other.abi));
    }
  }
  CHECK(siblings(Abi::aarch64).empty());
  CHECK(siblings(Abi::i386).empty());
}

TEST_CASE("siblings are mutual, of one family, and their numbers disjoint") {
  for (const auto& abi : all_abis()) {
    for (const auto sibling : siblings(abi.abi)) {
      CAPTURE(abi.name);
      const auto& other = facts(sibling);
      CHECK(other.family == abi.family);
      CHECK(std::set(siblings(sibling).begin(), siblings(sibling).end()).contains(abi.abi));
      CHECK((other.numbers.last < abi.numbers.first || abi.numbers.last < other.numbers.first));
    }
  }
  CHECK(siblings(Abi::mips_n64).size() == 2);
  CHECK(siblings(Abi::mipsel_o32).size() == 2);
  CHECK(siblings(Abi::x32).size() == 1);
}

TEST_CASE("number ranges") {
  CHECK(facts(Abi::x86_64).numbers.last == 0x3fffffff);
  CHECK(facts(Abi::x32).numbers.first == 0x40000000);
  CHECK(facts(Abi::x32).numbers.last == 0x7fffffff);
  CHECK(facts(Abi::mipsel_n32).numbers.first == 6000);
  CHECK(facts(Abi::mipsel_n32).numbers.last == 6999);
  CHECK(facts(Abi::aarch64).numbers.contains(0xffffffff));
}

TEST_CASE("every number under a token has one ABI that speaks for it, or a sibling with a token") {
  using Ranges = std::vector<NumberRange>;
  CHECK(spoken_numbers(Abi::x86_64) == Ranges{{0, 0x3fffffff}, {0x80000000, 0xffffffff}});
  CHECK(spoken_numbers(Abi::x32) == Ranges{{0x40000000, 0x7fffffff}});
  CHECK(spoken_numbers(Abi::i386) == Ranges{{0, 0xffffffff}});
  CHECK(spoken_numbers(Abi::mips_o32) == Ranges{{0, 4999}, {7000, 0xffffffff}});
  CHECK(spoken_numbers(Abi::mips_n64) == Ranges{{0, 3999}, {5000, 5999}, {7000, 0xffffffff}});
  for (const AbiFacts& abi : all_abis()) {
    CAPTURE(abi.name);
    const NumberRange own = abi.numbers;
    const auto spoken = spoken_numbers(abi.abi);
    CHECK(std::ranges::any_of(spoken, [&](const NumberRange& range) {
      return range.contains(own.first) && range.contains(own.last);
    }));
  }
}

TEST_CASE("families have names of their own, and one byte order each") {
  std::set<std::string_view> names;
  for (const auto& abi : all_abis()) {
    names.insert(family_name(abi.family));
    for (const auto& other : all_abis()) {
      if (abi.family == other.family) CHECK(abi.byte_order == other.byte_order);
    }
  }
  CHECK(names.size() == static_cast<std::size_t>(Family::csky) + 1);
  CHECK(family_name(Family::x86) == "x86");
  CHECK(family_name(Family::ppc64le) == "ppc64le");
  CHECK(family_name(Family::csky) == "csky");
}

} // namespace
} // namespace callgate::arch
