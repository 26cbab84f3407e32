// The generated tables: their shape, and samples of what they say.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <set>
#include <string>

#include "arch/calls.hpp"

namespace callgate::arch {
namespace {

/// The number of `name` there; doctest prints "none" for a call that is missing.
std::string number(Abi abi, std::string_view name) {
  const auto* const call = find_call(abi, name);
  return call == nullptr ? "none" : std::to_string(call->number);
}

std::string since(Abi abi, std::string_view name) {
  const auto* const call = find_call(abi, name);
  return call == nullptr ? "no call" : to_string(call->since);
}

TEST_CASE("every table is sorted, inside the ABI's numbers, and found both ways") {
  for (const auto& abi : all_abis()) {
    CAPTURE(abi.name);
    const auto list = calls(abi.abi);
    CHECK(list.size() > 300);
    CHECK(std::ranges::is_sorted(list, {}, &Call::number));
    std::set<std::string_view> names;
    for (const auto& call : list) {
      CAPTURE(call.name);
      CHECK(names.insert(call.name).second);
      CHECK(abi.numbers.contains(call.number));
      CHECK(find_call(abi.abi, call.name) == &call);
      const auto* const canonical = find_call(abi.abi, call.number);
      REQUIRE(canonical != nullptr);
      CHECK(canonical->number == call.number);
      CHECK(canonical <= &call);
      CHECK((canonical == list.data() || std::prev(canonical)->number < call.number));
    }
    CHECK(find_call(abi.abi, highest_number(abi.abi) + 1) == nullptr);
    CHECK(find_call(abi.abi, 0xffffffff) == nullptr);
  }
}

TEST_CASE("all names are sorted, unique, and each means something somewhere") {
  const auto names = all_call_names();
  CHECK(std::ranges::adjacent_find(names, std::ranges::greater_equal{}) == names.end());
  for (const auto name : names) {
    CAPTURE(name);
    CHECK(is_call_name(name));
    CHECK(std::ranges::any_of(
        all_abis(), [name](const AbiFacts& abi) { return find_call(abi.abi, name) != nullptr; }));
  }
  for (const auto* name : {"", "rea", "readd", "READ", "zzz", "__NR_read"}) {
    CAPTURE(name);
    CHECK_FALSE(is_call_name(name));
    CHECK(find_call(Abi::x86_64, name) == nullptr);
  }
}

TEST_CASE("numbers") {
  struct Case {
    Abi abi;
    std::string_view name;
    std::string_view number;
  };
  const Case cases[] = {
      {Abi::x86_64, "read", "0"},
      {Abi::x86_64, "uprobe", "336"},
      {Abi::x86_64, "fchroot", "472"},
      {Abi::x32, "read", "1073741824"},
      {Abi::x32, "execve", "1073742344"},
      {Abi::i386, "socketcall", "102"},
      {Abi::i386, "clock_gettime64", "403"},
      {Abi::x86_64, "clock_gettime64", "none"},
      {Abi::aarch64, "openat", "56"},
      {Abi::aarch64, "open", "none"},
      {Abi::arm, "ARM_set_tls", "983045"},
      {Abi::riscv64, "riscv_hwprobe", "258"},
      {Abi::riscv32, "clock_gettime", "none"},
      {Abi::ppc64le, "switch_endian", "363"},
      {Abi::s390x, "s390_sthyi", "380"},
      {Abi::s390, "mseal", "462"},
      {Abi::s390, "listns", "none"},
      {Abi::mips_o32, "syscall", "4000"},
      {Abi::mips_n64, "read", "5000"},
      {Abi::mipsel_n32, "read", "6000"},
      {Abi::loongarch64, "mmap", "222"},
      {Abi::loongarch32, "mmap2", "222"},
      {Abi::sh, "sched_getattr", "369"},
      {Abi::sheb, "sched_setattr", "370"},
      {Abi::alpha, "pidfd_send_signal", "534"},
      {Abi::alpha, "fchroot", "582"},
      {Abi::xtensa, "open", "8"},
      {Abi::csky, "sync_file_range2", "84"},
      {Abi::csky, "sync_file_range", "none"},
      {Abi::csky, "cacheflush", "245"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.name);
    CAPTURE(facts(expected.abi).name);
    CHECK(number(expected.abi, expected.name) == expected.number);
  }
  for (const auto& abi : all_abis()) {
    // Unified numbering: 436 everywhere above the base, alpha 110 higher.
    const auto offset = abi.abi == Abi::alpha ? 110U : 0U;
    CHECK(number(abi.abi, "close_range") == std::to_string(abi.number_base + 436 + offset));
  }
}

TEST_CASE("highest numbers") {
  // s390 ended earlier, x32 has calls of its own from 512 on, alpha counts higher;
  // arm's private calls do not count.
  for (const auto& abi : all_abis()) {
    CAPTURE(abi.name);
    const auto expected = abi.abi == Abi::s390    ? 462U
                          : abi.abi == Abi::x32   ? 547U
                          : abi.abi == Abi::alpha ? 582U
                                                  : 472U;
    CHECK(highest_number(abi.abi) - abi.number_base == expected);
  }
}

TEST_CASE("of several names of one number the header's own comes first") {
  CHECK(find_call(Abi::alpha, 20U)->name == "getxpid");
  CHECK(find_call(Abi::alpha, 22U)->name == "umount2");
  CHECK(find_call(Abi::arm, 341U)->name == "arm_sync_file_range");
  CHECK(number(Abi::alpha, "getpid") == "20");
  CHECK(number(Abi::arm, "sync_file_range2") == "341");
}

TEST_CASE("aliases") {
  struct Case {
    Abi abi;
    std::string_view written;
    std::string_view means;
  };
  const Case cases[] = {
      {Abi::i386, "llseek", "_llseek"},
      {Abi::riscv32, "_llseek", "llseek"},
      {Abi::x86_64, "sendfile64", "sendfile"},
      {Abi::alpha, "sendfile64", "sendfile"},
      {Abi::csky, "sendfile", "sendfile64"},
      {Abi::i386, "sendfile64", "sendfile64"}, // its own name wins
      {Abi::i386, "sendfile", "sendfile"},
      {Abi::mips_n32, "sendfile", "sendfile"},
      {Abi::x86_64, "fstatat", "newfstatat"},
      {Abi::mipsel_n32, "fstatat", "newfstatat"},
      {Abi::arm, "fstatat", "fstatat64"},
      {Abi::parisc64, "fstatat", "fstatat64"},
      {Abi::arm, "cacheflush", "ARM_cacheflush"},
      {Abi::arm, "set_tls", "ARM_set_tls"},
      {Abi::mips_n64, "cacheflush", "cacheflush"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.written);
    CAPTURE(facts(expected.abi).name);
    const auto* const call = find_call(expected.abi, expected.written);
    REQUIRE(call != nullptr);
    CHECK(call->name == expected.means);
    CHECK(call == find_call(expected.abi, expected.means));
  }
}

TEST_CASE("names of other entry points are no aliases") {
  CHECK(find_call(Abi::i386, "newfstatat") == nullptr);
  CHECK(find_call(Abi::x86_64, "fstatat64") == nullptr);
  CHECK(find_call(Abi::riscv32, "fstatat") == nullptr);
  CHECK(find_call(Abi::loongarch32, "fstatat") == nullptr);
  CHECK(find_call(Abi::arm, "fadvise64_64") == nullptr);
  CHECK(find_call(Abi::x86_64, "llseek") == nullptr);
  CHECK(find_call(Abi::x86_64, "cacheflush") == nullptr);
  CHECK(find_call(Abi::x86_64, "set_tls") == nullptr);
  CHECK(find_call(Abi::arm, "select") == nullptr);
}

TEST_CASE("aliases are names, but no call is listed under one") {
  CHECK(is_call_name("fstatat"));
  CHECK(is_call_name("set_tls"));
  for (const auto& abi : all_abis()) {
    CHECK(std::ranges::find(calls(abi.abi), "fstatat", &Call::name) == calls(abi.abi).end());
  }
}

TEST_CASE("releases") {
  struct Case {
    Abi abi;
    std::string_view name;
    std::string_view since;
  };
  const Case cases[] = {
      {Abi::x86_64, "close_range", "5.9"},
      {Abi::m68k, "close_range", "5.9"},
      {Abi::x86_64, "clone3", "5.3"},
      {Abi::mips_n64, "clone3", "5.4"},
      {Abi::mipsel_n64, "clone3", "5.4"},
      {Abi::riscv32, "clone3", "5.15"},
      {Abi::m68k, "clone3", "by 6.12"},
      {Abi::csky, "clone3", "by 7.3"},
      {Abi::loongarch64, "clone3", "5.19"},
      {Abi::loongarch64, "newfstatat", "6.11"},
      {Abi::loongarch64, "fstat", "6.11"},
      {Abi::loongarch64, "read", "5.19"},
      {Abi::loongarch64, "memfd_secret", "by 7.3"},
      {Abi::loongarch32, "read", "6.19"},
      {Abi::riscv64, "seccomp", "5.5"},
      {Abi::riscv64, "accept", "4.15"},
      {Abi::i386, "socket", "4.3"},
      {Abi::i386, "semget", "5.1"},
      {Abi::x86_64, "semget", "by 4.0"},
      {Abi::aarch64, "accept", "by 5.0"},
      {Abi::x86_64, "uretprobe", "6.11"},
      {Abi::x86_64, "read", "2.6"},
      {Abi::x32, "read", "3.4"},
      {Abi::x32, "map_shadow_stack", "6.10"},
      {Abi::aarch64, "openat", "3.7"},
      {Abi::ppc64, "openat", "2.6.16"},
      {Abi::ppc64le, "openat", "3.13"},
      {Abi::ppc64le, "seccomp", "3.17"},
      {Abi::i386, "break", "unknown"},
      {Abi::parisc, "openat", "by 5.1"},
      {Abi::parisc, "cacheflush", "by 6.12"},
      {Abi::alpha, "getegid", "by 5.1"},
      {Abi::alpha, "pidfd_send_signal", "5.1"},
      {Abi::xtensa, "spill", "2.6.13"},
      {Abi::xtensa, "available4", "unknown"},
      {Abi::s390, "futex_time64", "5.1"},
      {Abi::x86_64, "listns", "6.19"},
      {Abi::sheb, "fchroot", "7.3"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.name);
    CAPTURE(facts(expected.abi).name);
    CHECK(since(expected.abi, expected.name) == expected.since);
  }
}

TEST_CASE("no call is older than its ABI") {
  for (const auto& abi : all_abis()) {
    for (const auto& call : calls(abi.abi)) {
      if (call.since.known == Since::Known::unknown) continue;
      CAPTURE(call.name);
      CAPTURE(abi.name);
      CHECK(call.since.release >= abi.since);
    }
  }
}

TEST_CASE("provenance names packages and their digests") {
  CHECK(provenance().size() == 3);
  for (const auto& package : provenance()) {
    CHECK(package.package.starts_with("linux-"));
    CHECK_FALSE(package.version.empty());
    CHECK(package.sha256.size() == 64);
    CHECK(package.sha256.find_first_not_of("0123456789abcdef") == std::string_view::npos);
  }
}

} // namespace
} // namespace callgate::arch
