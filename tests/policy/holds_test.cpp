// Conditions read word for word: widths, signs and registers of each ABI, one by one.
#include <doctest/doctest.h>

#include "policy/holds.hpp"
#include "policy/text.hpp"

namespace {

using namespace callgate;
using enum arch::Abi;

using Registers = std::array<std::uint64_t, 6>;

constexpr std::uint64_t dirt = 0xdead'beef'0000'0000;

bool holds(arch::Abi abi, const std::string& written, const Registers& registers) {
  const diagnostic::Source source("x", "'" + written + "'");
  const policy::StringText place(source, {0, source.text().size()});
  diagnostic::Diagnostics diagnostics;
  const auto item = policy::parse_item({written, place}, diagnostics);
  REQUIRE(item);
  const auto* entry = &std::get<policy::Entry>(*item);
  const auto* name = std::get_if<std::string>(&entry->call);
  const arch::Call* const call =
      name != nullptr ? arch::find_call(abi, *name)
                      : arch::find_call(abi, std::get<arch::NumberRange>(entry->call).first);
  return policy::holds(*entry->condition, {abi, call, registers});
}

struct Row {
  arch::Abi abi;
  const char* entry;
  Registers registers;
  bool expected;
};

void check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(arch::facts(row.abi).name);
    CAPTURE(row.entry);
    CAPTURE(row.registers[0]);
    CHECK(holds(row.abi, row.entry, row.registers) == row.expected);
  }
}

TEST_CASE("an argument has the width of its declaration") {
  const Row rows[] = {
      {x86_64, "close(fd == 3)", {3}, true},
      {x86_64, "close(fd == 3)", {dirt | 3}, true},
      {x86_64, "close(fd == 3)", {4}, false},
      {i386, "close(fd == 3)", {dirt | 3}, true},
      {x86_64, "read(count == 3)", {0, 0, 3}, true},
      {x86_64, "read(count == 3)", {0, 0, dirt | 3}, false},
      {x32, "read(count == 3)", {0, 0, dirt | 3}, false},
      {i386, "read(count == 3)", {0, 0, dirt | 3}, true},
      {x86_64, "exit_group(error_code == 1)", {0x101}, true},
      {x86_64, "clone(flags & CLONE_NEWUSER)", {dirt}, false},
      {x86_64, "clone(flags & CLONE_NEWUSER)", {dirt | 0x10000000}, true},
      {s390x, "clone(flags & CLONE_NEWUSER)", {0, 0x10000000}, true},
  };
  check(rows);
}

TEST_CASE("equality is modulo the width, order has the declared sign") {
  const Row rows[] = {
      {x86_64, "close(fd == -1)", {0xffffffff}, true},
      {x86_64, "close(fd == -1)", {~0ULL}, true},
      {x86_64, "close(fd == 0xffffffff)", {~0ULL}, true},
      {x86_64, "close(fd in {-1})", {0xffffffff}, true},
      {x86_64, "close(fd < 3)", {0xffffffff}, false}, // unsigned int
      {x86_64, "openat(dfd < 0)", {0xffffffff}, true},
      {x86_64, "openat(dfd == AT_FDCWD)", {0xffffff9c}, true},
      {x86_64, "openat(dfd <= AT_FDCWD)", {0xffffff9c}, true},
      {x86_64, "openat(dfd < AT_FDCWD)", {0xffffff9c}, false},
      {x86_64, "openat(dfd in {-100..-1})", {0xffffff9c}, true},
      {x86_64, "openat(dfd in {-99..-1})", {0xffffff9c}, false},
      {x86_64, "openat(dfd & 0xff == 0x9c)", {~0ULL - 99}, true},
      {x86_64, "openat(dfd & -1 > 5)", {0xffffff9c}, true}, // masked: unsigned
      {x86_64, "openat(!(flags & ~O_CLOEXEC == 0))", {0, 0, 02000000}, false},
      {x86_64, "openat(flags & ~O_CLOEXEC == 0)", {0, 0, dirt | 02000000}, true},
      {x86_64, "openat(flags == ~0)", {0, 0, 0xffffffff}, true},
      {x86_64, "openat(flags > ~1)", {0, 0, 0xffffffff}, true}, // −1 > −2
      {x86_64, "openat(flags > ~1)", {0, 0, 5}, true},
      {x86_64, "openat(flags > ~1)", {0, 0, 0xfffffffe}, false},
      {x86_64, "lseek(offset < 0)", {0, ~0ULL}, true},
      {x86_64, "lseek(offset < 0)", {0, 0xffffffff}, false},
      {i386, "lseek(offset < 0)", {0, 0xffffffff}, true},
  };
  check(rows);
}

TEST_CASE("registers and other types") {
  const Row rows[] = {
      {x86_64, "close(arg0 == 3)", {dirt | 3}, false},
      {i386, "close(arg0 == 3)", {dirt | 3}, true},
      {arm, "close(arg0 == 3)", {dirt | 3}, true},
      {x32, "close(arg0 == 3)", {dirt | 3}, false},
      {mips_n32, "close(arg0 == 3)", {dirt | 3}, false},
      {mips_o32, "close(arg0 == 3)", {dirt | 3}, true},
      {x86_64, "close(arg0 > 5)", {~0ULL}, true},
      {x86_64, "close(arg0 == -1)", {~0ULL}, true},
      {i386, "close(arg0 == 0xffffffff)", {~0ULL}, true},
      {x86_64, "close(u32(arg0) == 3)", {dirt | 3}, true},
      {x86_64, "close(s32(arg0) < 0)", {0x80000000}, true},
      {x86_64, "close(s64(arg0) < 0)", {0x80000000}, false},
      {x86_64, "close(s64(arg0) < 0)", {~0ULL}, true},
      {i386, "close(s64(arg0) < 0)", {~0ULL}, false},
      {x86_64, "close(s32(fd) < 0)", {~0ULL}, true},
      {x86_64, "read(u32(count) == 3)", {0, 0, dirt | 3}, true},
      {s390, "close(arg0 == 3)", {dirt | 3}, true},
  };
  check(rows);
}

TEST_CASE("halves in two registers are one argument") {
  const Row rows[] = {
      {i386, "pread64(offset == 0x500000003)", {0, 0, 0, 3, 5}, true},
      {i386, "pread64(offset == 0x500000003)", {0, 0, 0, dirt | 3, dirt | 5}, true},
      {arm, "pread64(offset == 0x500000003)", {0, 0, 0, 0, 3, 5}, true},
      {ppc, "pread64(offset == 0x500000003)", {0, 0, 0, 0, 5, 3}, true},
      {i386, "pread64(offset < 0)", {0, 0, 0, 0, 0x80000000}, true},
      {i386, "pread64(u32(offset) == 3)", {0, 0, 0, 3, 5}, true},
      {i386, "pread64(poslo == 3)", {0, 0, 0, 3, 5}, true},
  };
  check(rows);
}

TEST_CASE("sets and combinations") {
  const Row rows[] = {
      {x86_64, "close(fd in {1, 3..5, 9})", {4}, true},
      {x86_64, "close(fd in {1, 3..5, 9})", {2}, false},
      {x86_64, "close(fd in {1, 3..5, 9})", {9}, true},
      {x86_64, "ioctl(cmd in {TCGETS, TCGETS2?})", {0, 0x5401}, true},
      {x86_64, "close(fd == 1 || fd == 2)", {2}, true},
      {x86_64, "close(fd > 1 && fd < 4)", {4}, false},
      {x86_64, "close(!(fd > 1 && fd < 4))", {4}, true},
      {x86_64, "socket(type & (SOCK_CLOEXEC|SOCK_NONBLOCK))", {0, 0x800}, true},
      {x86_64, "socket(type & (SOCK_CLOEXEC & SOCK_NONBLOCK))", {0, 0x800}, false},
  };
  check(rows);
}

} // namespace
