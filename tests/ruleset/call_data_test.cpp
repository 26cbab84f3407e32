// What a C caller leaves in the registers of each ABI, and which written calls make no sense.
#include <doctest/doctest.h>

#include <algorithm>

#include "arch/arguments.hpp"
#include "policy/argument_scope.hpp"
#include "policy/holds.hpp"
#include "policy/text.hpp"
#include "ruleset/call_data.hpp"

namespace {

using namespace callgate;
using enum arch::Abi;
using Registers = std::array<std::uint64_t, 6>;

policy::WrittenCall parsed(const std::string& text) {
  diagnostic::Diagnostics diagnostics;
  auto call = policy::parse_call({text, policy::StringText::verbatim(text.size())}, diagnostics);
  REQUIRE(call);
  return *std::move(call);
}

} // namespace

TEST_CASE("registers are as each ABI passes them") {
  struct Row {
    arch::Abi abi;
    std::string call;
    std::uint32_t number;
    Registers registers;
  };
  constexpr std::uint64_t minus_one = ~std::uint64_t{0};
  constexpr std::uint64_t low_minus_one = 0xffffffff;
  const Row rows[] = {
      {x86_64, "read", 0, {}},
      {x86_64, "read()", 0, {}},
      {x86_64, "read(3, 4, 5)", 0, {3, 4, 5}},
      {x86_64, "read(count=5)", 0, {0, 0, 5}},
      {x86_64, "read(3, count=5)", 0, {3, 0, 5}},
      {x86_64, "read(1|2, ~0, 0xff & 0x3c)", 0, {3, minus_one, 0x3c}},
      // Signed or not as declared, in as many bits as the registers of the ABI have.
      {x86_64, "close(-1)", 3, {low_minus_one}},
      {x86_64, "openat(-1)", 257, {minus_one}},
      {x86_64, "openat(AT_FDCWD)", 257, {minus_one - 99}},
      {x86_64, "openat(0xffffffff)", 257, {minus_one}},
      {i386, "openat(AT_FDCWD)", 295, {low_minus_one - 99}},
      {x32, "openat(AT_FDCWD)", 0x40000101, {minus_one - 99}},
      {mips_n32, "lseek(3, -1)", 6008, {3, minus_one}},
      {aarch64, "close(0xffffffff)", 57, {low_minus_one}},
      // Constants of that ABI.
      {x86_64, "openat(3, 0, O_DIRECTORY)", 257, {3, 0, 0x10000}},
      {arm, "openat(3, 0, O_DIRECTORY)", 322, {3, 0, 0x4000}},
      {x86_64, "openat(3, 0, O_RDWR|O_CLOEXEC)", 257, {3, 0, 0x80002}},
      {alpha, "openat(3, 0, O_RDWR|O_CLOEXEC)", 450, {3, 0, 0x200002}},
      // Both halves of a split argument are one.
      {x86_64, "pread64(3, 0, 1, 0x123456789)", 17, {3, 0, 1, 0x123456789}},
      {i386, "pread64(3, 0, 1, 0x123456789)", 180, {3, 0, 1, 0x23456789, 1}},
      {i386, "pread64(offset=-1)", 180, {0, 0, 0, low_minus_one, low_minus_one}},
      {i386, "pread64(poshi=1)", 180, {0, 0, 0, 0, 1}},
      {arm, "pread64(3, 0, 1, 0x123456789)", 180, {3, 0, 1, 0, 0x23456789, 1}},
      {ppc, "pread64(3, 0, 1, 0x123456789)", 179, {3, 0, 1, 0, 1, 0x23456789}},
      {sh, "pread64(3, 0, 1, 0x123456789)", 180, {3, 0, 1, 0, 0x23456789, 1}},
      {mips_o32, "pread64(3, 0, 1, 0x123456789)", 4200, {3, 0, 1, 0, 1, 0x23456789}},
      {ppc, "ftruncate64(3, 0x123456789)", 194, {3, 0, 1, 0x23456789}},
      {i386, "fadvise64_64(3, 1, 2, 4)", 272, {3, 1, 0, 2, 0, 4}},
      {i386, "_llseek(3, 0x123456789, 7, 1)", 140, {3, 1, 0x23456789, 7, 1}},
      {x86_64, "getcpu(1, 2, 3)", 309, {1, 2, 3}},
      // The order is the ABI's own.
      {x86_64, "clone(1, 2, 3, 4, 5)", 56, {1, 2, 3, 4, 5}},
      {s390x, "clone(1, CLONE_NEWUSER)", 120, {1, 0x10000000}},
      {s390x, "clone(flags=CLONE_NEWUSER)", 120, {0, 0x10000000}},
      {aarch64, "clone(tls=4)", 220, {0, 0, 0, 4}},
      {x86_64, "clone(tls=4)", 56, {0, 0, 0, 0, 4}},
      // Registers by themselves.
      {x86_64, "read(arg5=-1)", 0, {0, 0, 0, 0, 0, minus_one}},
      {i386, "close(arg0=0xdeadbeef00000001)", 6, {0xdeadbeef00000001}},
      {x86_64, "#9999(1, 2, 3, 4, 5, -1)", 9999, {1, 2, 3, 4, 5, minus_one}},
      {i386, "#9999(-1)", 9999, {low_minus_one}},
      {s390, "read(3)", 3, {3}},
      {x86_64, "#0x101(-1)", 257, {minus_one}}, // a number that is assigned
      // What no filter sees may be written as 0.
      {mips_o32, "fadvise64(3, 1, 0, 0)", 4254, {3, 0, 0, 1}},
      {i386, "mmap(prot=0)", 90, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.call);
    const auto data = ruleset::call_data_of(
        parsed(row.call), row.abi, [](ruleset::Mistake found) { FAIL_CHECK(found.message); });
    REQUIRE(!data.empty());
    CHECK(data[0].number == row.number);
    CHECK(data[0].token == arch::facts(row.abi).token);
    CHECK(data[0].instruction_pointer == 0);
    CHECK(data[0].arguments == row.registers);
  }
}

TEST_CASE("the upper half above a word's highest bit may be zeros or ones") {
  struct Row {
    arch::Abi abi;
    std::string call;
    std::vector<Registers> ways;
  };
  constexpr std::uint64_t wide = ~std::uint64_t{0};
  constexpr std::uint64_t low = 0xffffffff;
  const Row rows[] = {
      {x86_64, "close(3)", {{3}}},
      {x86_64, "close(-1)", {{low}, {wide}}},
      {x86_64, "openat(-1)", {{wide}, {low}}},
      {x86_64, "exit_group(-1)", {{low}, {wide}}}, // 8 bits of the int count
      {x86_64, "exit_group(0x7fffffff)", {{0x7fffffff}}},
      {x86_64, "mmap(fd=-1)", {{0, 0, 0, 0, low}, {0, 0, 0, 0, wide}}},
      {x86_64, "dup2(-1, -1)", {{low, low}, {wide, low}, {low, wide}, {wide, wide}}},
      {x86_64, "lseek(3, -1)", {{3, wide}}},
      {x86_64, "read(arg0=0xffffffff)", {{low}}},
      {i386, "close(-1)", {{low}}},
      {x32, "openat(-1)", {{wide}, {low}}},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.call);
    std::vector<Registers> ways;
    for (const bpf::CallData& data : ruleset::call_data_of(
             parsed(row.call), row.abi, [](ruleset::Mistake found) { FAIL_CHECK(found.message); }))
      ways.push_back(data.arguments);
    CHECK(ways == row.ways);
  }
}

TEST_CASE("what cannot be passed is said") {
  struct Row {
    arch::Abi abi;
    std::string call;
    std::string mistake; ///< "code: what stands there"
  };
  const Row rows[] = {
      {x86_64, "close(1, 2)", "too-many-arguments: 2"},
      {x86_64, "getpid(0)", "too-many-arguments: 0"},
      {i386, "mmap(0, 4096)", "too-many-arguments: 4096"},
      {x86_64, "#9999(1, 2, 3, 4, 5, 6, 7)", "too-many-arguments: 7"},
      {x86_64, "close(1, fd=2)", "argument-twice: fd=2"},
      {x86_64, "close(1, arg0=2)", "argument-twice: arg0=2"},
      {i386, "pread64(offset=1, poshi=2)", "argument-twice: poshi=2"},
      {i386, "mmap(prot=1)", "out-of-sight: prot=1"},
      {mips_o32, "fadvise64(3, 1, 2, 4)", "out-of-sight: 4"},
      {s390, "read(fd=1)", "unknown-arguments: fd=1"},
      {x86_64, "close(0x100000000)", "out-of-range: 0x100000000"},
      {x86_64, "close(-2147483649)", "out-of-range: -2147483649"},
      {i386, "read(1, -2147483649)", "out-of-range: -2147483649"},
      {i386, "#9999(0x100000000)", "out-of-range: 0x100000000"},
      {arm, "mmap2(flags=MAP_32BIT)", "constant-on-abi: MAP_32BIT"},
  };
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.call);
    const std::string& text = row.call;
    std::vector<std::string> found;
    const auto data = ruleset::call_data_of(parsed(text), row.abi, [&](ruleset::Mistake mistake) {
      found.push_back(mistake.code + ": " +
                      text.substr(mistake.span.begin, mistake.span.end - mistake.span.begin));
      CHECK(!mistake.message.empty());
      CHECK(!mistake.help.empty());
    });
    CHECK(data.empty());
    CHECK(found == std::vector{row.mistake});
  }
}

TEST_CASE("on which ABIs a call can be asked") {
  struct Row {
    std::string call;
    std::vector<arch::Abi> asked;
    std::vector<arch::Abi> with;
  };
  const Row rows[] = {
      {"open", {x86_64, i386, aarch64}, {x86_64, i386}},
      {"open@i386", {x86_64, i386, aarch64}, {i386}},
      {"open@arm", {x86_64, i386}, {}},
      {"socketcall", {x86_64, aarch64}, {}},
      {"#1", {x86_64, i386}, {x86_64, i386}},
      // Under one token a number has one owner, if that is served.
      {"#1", {x86_64, x32}, {x86_64}},
      {"#0x40000001", {x86_64, x32}, {x32}},
      {"#0x40000001", {x86_64}, {x86_64}},
      {"#1", {x32}, {x32}},
      {"#0x40000001@x86_64", {x86_64, x32}, {x86_64}},
      {"#4001", {mips_n64, mips_o32}, {mips_n64, mips_o32}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.call);
    CHECK(ruleset::abis_with(parsed(row.call), row.asked) == row.with);
  }
}

TEST_CASE("a condition on an argument holds for the value that a call gives it") {
  std::size_t asked = 0;
  for (const arch::AbiFacts& facts : arch::all_abis()) {
    for (const arch::Call& call : arch::calls(facts.abi)) {
      const auto names = arch::argument_names(facts.abi, call);
      for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name(names[i]);
        const arch::Argument argument = arch::find_argument(facts.abi, call, name).value();
        if (argument.place != arch::ArgumentPlace::registers || policy::register_named(name))
          continue;
        for (const policy::Number number : {policy::Number{1, false}, policy::Number{1, true}}) {
          const policy::Constant value{number, {}};
          const policy::WrittenCall written{call.number, {}, {{name, value, {}}}, {}};
          const auto data =
              ruleset::call_data_of(written, facts.abi, [](const ruleset::Mistake&) {});
          const policy::Condition condition{
              policy::Comparison{{name, {}, {}, {}, {}, {}}, policy::Relation::equal, value}, {}};
          CAPTURE(facts.name);
          CAPTURE(call.name);
          CAPTURE(name);
          REQUIRE(!data.empty());
          for (const bpf::CallData& way : data)
            REQUIRE(policy::holds(condition, {facts.abi, &call, way.arguments}));
          ++asked;
        }
      }
    }
  }
  CHECK(asked > 50000);
}
