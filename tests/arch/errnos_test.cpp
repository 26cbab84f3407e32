// Errno names and values, which differ between ABIs.
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "arch/calls.hpp"

namespace callgate::arch {
namespace {

std::string value(Abi abi, std::string_view name) {
  const auto found = errno_value(abi, name);
  return found ? std::to_string(*found) : "none";
}

TEST_CASE("values by name") {
  struct Case {
    Abi abi;
    std::string_view name;
    std::string_view value;
  };
  const Case cases[] = {
      {Abi::x86_64, "EPERM", "1"},       {Abi::x86_64, "ENOSYS", "38"},
      {Abi::aarch64, "ENOSYS", "38"},    {Abi::csky, "ENOSYS", "38"},
      {Abi::xtensa, "EHWPOISON", "133"}, {Abi::mips_o32, "ENOSYS", "89"},
      {Abi::mipsel_n64, "ENOSYS", "89"}, {Abi::mips_n32, "EDQUOT", "1133"},
      {Abi::alpha, "ENOSYS", "78"},      {Abi::alpha, "EAGAIN", "35"},
      {Abi::alpha, "EDEADLK", "11"},     {Abi::parisc, "ENOSYS", "251"},
      {Abi::parisc64, "ENOSYS", "251"},  {Abi::ppc, "EDEADLOCK", "58"},
      {Abi::ppc64le, "EDEADLK", "35"},   {Abi::i386, "EDEADLOCK", "35"},
      {Abi::s390, "EWOULDBLOCK", "11"},  {Abi::x86_64, "ENOTSUP", "none"},
      {Abi::x86_64, "EINIT", "none"},    {Abi::mips_n64, "EINIT", "141"},
      {Abi::x86_64, "ERRNO", "none"},    {Abi::x86_64, "", "none"},
      {Abi::x86_64, "enosys", "none"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.name);
    CAPTURE(facts(expected.abi).name);
    CHECK(value(expected.abi, expected.name) == expected.value);
  }
}

TEST_CASE("canonical names by value") {
  struct Case {
    Abi abi;
    std::uint16_t value;
    std::string_view name;
  };
  const Case cases[] = {
      {Abi::x86_64, 11, "EAGAIN"},
      {Abi::x86_64, 35, "EDEADLK"},
      {Abi::x86_64, 95, "EOPNOTSUPP"},
      {Abi::alpha, 35, "EAGAIN"},
      {Abi::alpha, 11, "EDEADLK"},
      {Abi::ppc, 58, "EDEADLOCK"},
      {Abi::parisc, 251, "ENOSYS"},
      {Abi::parisc, 239, "ECONNREFUSED"},
      {Abi::parisc, 253, "ECANCELED"},
      {Abi::mips_n64, 89, "ENOSYS"},
      {Abi::x86_64, 0, ""},
      {Abi::x86_64, 41, ""},
      {Abi::x86_64, 4095, ""},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.value);
    CAPTURE(facts(expected.abi).name);
    CHECK(errno_name(expected.abi, expected.value) == expected.name);
  }
}

TEST_CASE("names and values lead to each other") {
  const auto names = all_errno_names();
  CHECK(std::ranges::adjacent_find(names, std::ranges::greater_equal{}) == names.end());
  for (const auto& abi : all_abis()) {
    int known = 0;
    for (const auto name : names) {
      const auto found = errno_value(abi.abi, name);
      if (!found) continue;
      ++known;
      CAPTURE(name);
      CHECK((1 <= *found && *found <= 4095));
      const auto canonical = errno_name(abi.abi, *found);
      CHECK(errno_value(abi.abi, canonical) == found);
    }
    CHECK(known > 130);
  }
}

TEST_CASE("the native values are the compiler's") {
  const auto native = native_abi();
  CHECK(errno_value(native, "ENOSYS") == ENOSYS);
  CHECK(errno_value(native, "EAGAIN") == EAGAIN);
  CHECK(errno_value(native, "EDEADLOCK") == EDEADLOCK);
  CHECK(errno_value(native, "EHWPOISON") == EHWPOISON);
}

} // namespace
} // namespace callgate::arch
