// The reviewed table of constants against the generated ones: everything it names is there.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "arch/constants.hpp"

namespace {

using namespace callgate;

/// Whether some ABI has that call with an argument of that canonical name.
bool is_argument(std::string_view name, std::string_view argument) {
  return std::ranges::any_of(arch::all_abis(), [&](const arch::AbiFacts& facts) {
    const arch::Call* const call = arch::find_call(facts.abi, name);
    if (call == nullptr || call->name != name) return false;
    const auto found = arch::find_argument(facts.abi, *call, argument);
    return found && found->canonical == argument;
  });
}

bool is_any_name(std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return arch::is_constant_name(pattern);
  return std::ranges::any_of(arch::all_constant_names(), [&](std::string_view name) {
    return name.size() + 1 >= pattern.size() && name.starts_with(pattern.substr(0, star)) &&
           name.ends_with(pattern.substr(star + 1));
  });
}

std::string first_names(const char* call, const char* argument, std::size_t count) {
  const arch::ConstantUse* const use = arch::constant_use(call, argument);
  if (use == nullptr) return "none";
  std::string text;
  for (const auto& [name, value] : arch::named_constants(*use, arch::Abi::x86_64)) {
    if (count-- == 0) break;
    text += std::string(name) + "=" + std::to_string(value) + " ";
  }
  return text;
}

} // namespace

TEST_CASE("calls, arguments and constants of the table exist") {
  for (const arch::ConstantUse& use : arch::constant_uses()) {
    CAPTURE(use.calls);
    CAPTURE(use.argument);
    for (const std::string_view call : arch::words_of(use.calls)) {
      CAPTURE(call);
      if (call == "*")
        CHECK(is_argument(use.argument == "dirfd" ? "openat" : "linkat", use.argument));
      else
        CHECK(is_argument(call, use.argument));
    }
    for (std::string_view name : arch::words_of(use.names)) {
      if (name.starts_with('-')) name.remove_prefix(1);
      CAPTURE(name);
      CHECK(is_any_name(name));
    }
    if (!use.beside.empty()) CHECK(arch::is_constant_name(use.beside_value));
    CHECK((use.value_bits != 0) == (use.kind == arch::ConstantKind::value_and_flags));
  }
}

TEST_CASE("no argument has two rows") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const arch::ConstantUse& use : arch::constant_uses()) {
    for (const std::string_view call : arch::words_of(use.calls)) {
      CAPTURE(call);
      CAPTURE(use.argument);
      CHECK(seen.emplace(call, use.argument).second);
    }
  }
}

TEST_CASE("what comes first in the table is preferred, then what is short; no value comes twice") {
  CHECK(first_names("socket", "domain", 5) ==
        "AF_UNIX=1 AF_INET=2 AF_INET6=10 AF_NETLINK=16 AF_IB=27 ");
  CHECK(first_names("epoll_ctl", "op", 9) == "EPOLL_CTL_ADD=1 EPOLL_CTL_DEL=2 EPOLL_CTL_MOD=3 ");
  CHECK(first_names("openat", "dirfd", 9) == "AT_FDCWD=18446744073709551516 ");
  CHECK(first_names("read", "count", 9) == "none");
  for (const arch::ConstantUse& use : arch::constant_uses()) {
    for (const arch::AbiFacts& facts : arch::all_abis()) {
      std::set<std::uint64_t> values;
      for (const arch::NamedConstant& one : arch::named_constants(use, facts.abi)) {
        CAPTURE(one.name);
        CHECK(values.insert(one.value).second);
        CHECK(arch::constant_value(facts.abi, one.name) == one.value);
      }
    }
  }
}
