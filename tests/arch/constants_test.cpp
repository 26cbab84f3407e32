// Constants: the shape of the table, and values that ABIs disagree about.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <string>

#include "arch/calls.hpp"
#include "arch/constants.hpp"

namespace callgate::arch {
namespace {

std::string value(Abi abi, std::string_view name) {
  const auto found = constant_value(abi, name);
  if (!found) return "none";
  std::ostringstream text;
  text << std::hex << "0x" << *found;
  return text.str();
}

TEST_CASE("names are sorted, unique, and each has a value somewhere") {
  const auto names = all_constant_names();
  CHECK(names.size() > 7000);
  CHECK(std::ranges::adjacent_find(names, std::ranges::greater_equal{}) == names.end());
  for (const auto name : names) {
    CAPTURE(name);
    CHECK(is_constant_name(name));
    CHECK(std::ranges::any_of(all_abis(), [&](const AbiFacts& abi) {
      return constant_value(abi.abi, name).has_value();
    }));
  }
  for (const char* const name : {"", "A", "AF_INE", "AF_INETT", "zzz"})
    CHECK(!is_constant_name(name));
}

TEST_CASE("constants that all ABIs share") {
  struct {
    const char *name, *value;
  } const rows[] = {
      {"AF_UNIX", "0x1"},
      {"AF_INET", "0x2"},
      {"PF_INET6", "0xa"},
      {"SOCK_RAW", "0x3"},
      {"IPPROTO_TCP", "0x6"},
      {"PROT_EXEC", "0x4"},
      {"SIGKILL", "0x9"},
      {"ENOENT", "0x2"},
      {"CLONE_NEWUSER", "0x10000000"},
      {"FUTEX_WAIT", "0x0"},
      {"R_OK", "0x4"},
      {"SEEK_END", "0x2"},
      {"MNT_DETACH", "0x2"},
      {"SHUT_RDWR", "0x2"},
      {"AT_FDCWD", "0xffffffffffffff9c"},
      {"S_IFMT", "0xf000"},
      {"PR_SET_SECCOMP", "0x16"},
      {"CLOCK_MONOTONIC", "0x1"},
      {"SCHED_OTHER", "0x0"},
      {"GRND_NONBLOCK", "0x1"},
      {"BPF_PROG_LOAD", "0x5"},
      {"MSG_NOSIGNAL", "0x4000"},
      {"IORING_OP_READV", "0x1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const AbiFacts& abi : all_abis()) {
      CAPTURE(abi.name);
      CHECK(value(abi.abi, row.name) == row.value);
    }
  }
}

TEST_CASE("constants that differ") {
  struct {
    const char* name;
    Abi abi;
    const char* value;
  } const rows[] = {
      {"O_DIRECTORY", Abi::x86_64, "0x10000"},
      {"O_DIRECTORY", Abi::arm, "0x4000"},
      {"O_DIRECTORY", Abi::aarch64, "0x4000"},
      {"O_DIRECTORY", Abi::ppc64le, "0x4000"},
      {"O_DIRECTORY", Abi::alpha, "0x8000"},
      {"MAP_ANONYMOUS", Abi::x86_64, "0x20"},
      {"MAP_ANONYMOUS", Abi::mips_o32, "0x800"},
      {"MAP_ANONYMOUS", Abi::alpha, "0x10"},
      {"MAP_ANONYMOUS", Abi::parisc, "0x10"},
      {"MAP_ANONYMOUS", Abi::xtensa, "0x800"},
      {"MAP_ANON", Abi::mips_n64, "0x800"},
      {"SOCK_STREAM", Abi::x86_64, "0x1"},
      {"SOCK_STREAM", Abi::mips_o32, "0x2"},
      {"SOCK_STREAM", Abi::mipsel_n64, "0x2"},
      {"SOCK_DGRAM", Abi::mips_n32, "0x1"},
      {"SOCK_NONBLOCK", Abi::x86_64, "0x800"},
      {"SOCK_NONBLOCK", Abi::mips_o32, "0x80"},
      {"SOCK_NONBLOCK", Abi::alpha, "0x40000000"},
      {"SOCK_NONBLOCK", Abi::parisc, "0x40000000"},
      {"SOCK_CLOEXEC", Abi::x86_64, "0x80000"},
      {"TCGETS", Abi::x86_64, "0x5401"},
      {"TCGETS", Abi::ppc64le, "0x402c7413"},
      {"TCGETS", Abi::mips_o32, "0x540d"},
      {"TCGETS", Abi::alpha, "0x402c7413"},
      {"TCGETS", Abi::parisc, "0x40245410"},
      {"TIOCSTI", Abi::x86_64, "0x5412"},
      {"TIOCSTI", Abi::mips_n64, "0x5472"},
      {"FS_IOC_GETFLAGS", Abi::x86_64, "0x80086601"}, // sizeof(long)
      {"FS_IOC_GETFLAGS", Abi::x32, "0x80046601"},
      {"FS_IOC_GETFLAGS", Abi::ppc64, "0x40086601"},
      {"TUNATTACHFILTER", Abi::x86_64, "0x401054d5"}, // the layout of a structure
      {"TUNATTACHFILTER", Abi::i386, "0x400854d5"},
      {"TUNATTACHFILTER", Abi::m68k, "0x400654d5"},
      {"SIGSYS", Abi::x86_64, "0x1f"},
      {"SIGSYS", Abi::mips_n64, "0xc"},
      {"RLIM_INFINITY", Abi::x86_64, "0xffffffffffffffff"},
      {"RLIM_INFINITY", Abi::i386, "0xffffffff"},
      {"RLIM_INFINITY", Abi::mips_o32, "0x7fffffff"},
      {"ARCH_SET_FS", Abi::x86_64, "0x1002"},
      {"ARCH_SET_FS", Abi::aarch64, "none"},
      {"MAP_32BIT", Abi::x86_64, "0x40"},
      {"MAP_32BIT", Abi::arm, "none"},
      {"KVM_RUN", Abi::x86_64, "0xae80"},
      {"KVM_RUN", Abi::csky, "none"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CAPTURE(facts(row.abi).name);
    CHECK(value(row.abi, row.name) == row.value);
  }
}

TEST_CASE("errno names have the same values here as in the table of errnos") {
  for (const AbiFacts& abi : all_abis()) {
    CAPTURE(abi.name);
    for (const auto name : all_errno_names()) {
      CAPTURE(name);
      const auto expected = errno_value(abi.abi, name);
      const auto found = constant_value(abi.abi, name);
      CHECK(found.has_value() == expected.has_value());
      if (found && expected) CHECK(*found == *expected);
    }
  }
}

} // namespace
} // namespace callgate::arch
