// Conditions on arguments, kept by the running kernel: the mistakes that filters are known
// for, one by one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "arch/calls.hpp"
#include "bpf/action.hpp"
#include "live/entries.hpp"
#include "live/verdicts.hpp"

namespace {

using namespace callgate;
using arch::Abi;
using tests::Expectation;

/// One argument of a call whose others are all -1: none of the calls does anything.
struct Case {
  std::string entry;
  std::size_t slot;
  std::vector<std::uint64_t> run;
  std::vector<std::uint64_t> denied;
};

std::vector<Expectation> expectations_of(const Case& one) {
  std::vector<Expectation> result;
  for (const bool runs : {true, false}) {
    for (const std::uint64_t value : runs ? one.run : one.denied) {
      result.push_back({{}, runs});
      result.back().arguments.fill(~std::uint64_t{0});
      result.back().arguments[one.slot] = value;
    }
  }
  return result;
}

void check_cases(std::span<const Abi> abis, std::span<const Case> cases) {
  for (const Abi abi : abis) {
    for (const Case& one : cases)
      tests::check_entry(abi, one.entry, expectations_of(one));
  }
}

bool serves_i386() {
  const auto abis = tests::callable_abis();
  return std::find(abis.begin(), abis.end(), Abi::i386) != abis.end();
}

} // namespace

TEST_CASE("an ioctl is refused whatever stands above its 32 bits") {
  const std::vector<Case> cases{
      {"ioctl(request != TIOCSTI)",
       1,
       {0, 0x5411, 0x5413, 0x541200000000, 0xdeadbeef00005411, 0xffffffff00005413, 0x5412ffffffff,
        0xffffffffffffffff},
       {0x5412, 0x100005412, 0x8000000000005412, 0xdeadbeef00005412, 0xffffffff00005412}},
      {"ioctl(request in {FIONREAD, TCGETS})",
       1,
       {0x541b, 0x5401, 0xdeadbeef0000541b, 0xffffffff00005401},
       {0, 0x5412, 0x541c, 0x541b00000000, 0xdeadbeef00005412}},
  };
  check_cases(tests::callable_abis(), cases);
}

TEST_CASE("a socket's domain is its low 32 bits") {
  const std::vector<Case> cases{
      {"socket(domain in {AF_UNIX})",
       0,
       {1, 0x100000001, 0xdeadbeef00000001, 0xffffffff00000001},
       {0, 2, 3, 0x100000000, 0x100000002, 0xdeadbeef00000002, 0xffffffff00000002,
        0xffffffffffffffff}},
      {"socket(domain != AF_INET)",
       0,
       {0, 1, 0x200000000, 0xdeadbeef00000001},
       {2, 0x100000002, 0xffffffff00000002}},
  };
  check_cases(tests::callable_abis(), cases);
}

TEST_CASE("a descriptor is -1 wherever the kernel takes it for that") {
  const std::vector<std::uint64_t> minus_one{0xffffffff, 0xffffffffffffffff, 0x12345678ffffffff,
                                             0x7fffffffffffffff, 0x1ffffffff};
  const std::vector<std::uint64_t> others{
      0x7fffffff,         0x80000000,         0xfffffffe,         0x7fffffff7fffffff,
      0xffffffff7fffffff, 0xfffffffffffffffe, 0xffffffff0000ffff, 0xffffffff80000000};
  // Declared unsigned, int, and (mmap, there narrowed) unsigned long.
  const std::vector<Case> cases{
      {"fstat(fd == -1)", 0, minus_one, others},
      {"dup(fildes == -1)", 0, minus_one, others},
      {"close(fd == -1)", 0, minus_one, others},
      {"close(fd == 0xffffffff)", 0, minus_one, others},
      {"close(fd in {-1})", 0, minus_one, others},
      {"dup(fildes != -1)", 0, others, minus_one},
      {"fallocate(fd == -1)", 0, minus_one, others},
      {"listen(fd == -1)", 0, minus_one, others},
      {"listen(fd == 0xffffffff)", 0, minus_one, others},
      {"listen(fd < 0)", 0, minus_one, {0, 1, 0x7fffffff, 0xffffffff7fffffff, 0x8000000000000000}},
  };
  check_cases(tests::callable_abis(), cases);
  const std::vector<Case> mmap{{"mmap(fd == -1)", 4, minus_one, others}};
  check_cases(std::vector{Abi::x86_64, Abi::x32}, mmap);
}

TEST_CASE("the kernel drops what conditions drop") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const auto end = static_cast<std::uint64_t>(ends[0]);
  const auto read_count = tests::shared_bytes(sizeof(int));
  const auto pointer = reinterpret_cast<std::uintptr_t>(read_count.data());
  const std::vector<bpf::Instruction> allow_all{
      {bpf::op::ret_k, 0, 0, bpf::return_value({bpf::ActionKind::allow})}};
  for (const std::uint64_t dirt : {std::uint64_t{0}, 0xdeadbeef00000000U, 0xffffffff00000000U}) {
    CAPTURE(dirt);
    const std::vector<bpf::CallData> calls{
        {SYS_dup, arch::facts(Abi::x86_64).token, 0, {dirt | end}},
        {SYS_ioctl, arch::facts(Abi::x86_64).token, 0, {dirt | end, dirt | FIONREAD, pointer}},
        {SYS_socket, arch::facts(Abi::x86_64).token, 0, {dirt | AF_UNIX, dirt | SOCK_STREAM, dirt}},
    };
    CHECK(tests::errnos_under(tests::User::ordinary, allow_all, calls) ==
          std::vector<std::uint16_t>{0, 0, 0});
  }
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("upper halves through int 0x80 change no verdict, though filters may see them") {
  if (!serves_i386()) {
    MESSAGE("this kernel does not serve int 0x80: not asked");
    return;
  }
  // Returns errno 1 where the upper half of the second argument is 0xdeadbeef, else errno 2.
  constexpr std::uint32_t return_errno = 0x00050000;
  const std::vector<bpf::Instruction> upper_half{
      {bpf::op::ld_abs, 0, 0, bpf::offset::arguments + 12},
      {bpf::op::jeq, 0, 1, 0xdeadbeef},
      {bpf::op::ret_k, 0, 0, return_errno | 1},
      {bpf::op::ret_k, 0, 0, return_errno | 2},
  };
  const std::vector<bpf::CallData> call{
      {20, arch::facts(Abi::i386).token, 0, {0, 0xdeadbeef00000007}}};
  const auto seen = tests::errnos_under(tests::available_users().back(), upper_half, call);
  const std::string verb = seen.front() == 1 ? "see" : "do not see";
  MESSAGE("through int 0x80 filters " << verb << " upper halves");

  const std::vector<Case> cases{
      {"pread64(arg2 == 7)", 2, {7, 0xdeadbeef00000007, 0xffffffff00000007}, {8, 0x700000000}},
      {"pread64(arg2 > 7)", 2, {8, 0xdeadbeef00000008, ~std::uint64_t{0}}, {7, 0xdeadbeef00000007}},
      {"pread64(count in {3..7})", 2, {3, 7, 0xdeadbeef00000007}, {2, 8, 0xdeadbeef00000002}},
      {"pread64(arg2 & 0xf0 == 0x10)", 2, {0x10, 0xdeadbeef0000001f}, {0x20, 0x1000000020}},
      // The other half is all ones.
      {"pread64(poslo == 5)", 3, {5, 0xdeadbeef00000005}, {4, 0x500000000}},
      {"pread64(pos == 0xffffffff00000005)", 3, {5, 0xdeadbeef00000005}, {4, 0xffffffff00000004}},
      {"pread64(pos == 0x5ffffffff)", 4, {5, 0xdeadbeef00000005}, {4, 0xffffffff00000004}},
      {"_llseek(offset == 0x5ffffffff)", 1, {5, 0xdeadbeef00000005}, {4, 0xffffffff00000004}},
      {"_llseek(offset == 0xffffffff00000005)", 2, {5, 0xdeadbeef00000005}, {4, 0x500000004}},
  };
  check_cases(std::vector{Abi::i386}, cases);
}

// Three conditions that libseccomp 2.5.4 and 2.6.1 get wrong.

TEST_CASE("libseccomp's case: two ranges of one argument, one end narrow and one wide") {
  const Case one{"pread64(arg1 < 6 || arg1 > 0x200000005)",
                 1,
                 {0, 5, 0x200000006, 0x300000000, ~std::uint64_t{0}},
                 {6, 7, 0xffffffff, 0x100000000, 0x100000005, 0x200000000, 0x200000005}};
  tests::check_entry(Abi::x86_64, one.entry, expectations_of(one));
}

TEST_CASE("libseccomp's case: a wide range beside a narrower one") {
  const std::vector<Expectation> expectations{
      {{~0ULL, 0x100000006, 1}, true},  {{~0ULL, 0x100000006, 2}, false},
      {{~0ULL, 0x100000005, 1}, false}, {{~0ULL, 0x100000008, 2}, false},
      {{~0ULL, 0x100000009, 2}, true},  {{~0ULL, 0x100000009, 1}, true},
      {{~0ULL, 0x200000000, 2}, true},  {{~0ULL, 0x200000000, 3}, false},
      {{~0ULL, 0xffffffff, 1}, false},  {{~0ULL, 0x100000009, 0x100000002}, false},
  };
  tests::check_entry(Abi::x86_64,
                     "pread64(arg1 > 0x100000005 && arg2 == 1 || arg1 >= 0x100000009 && arg2 == 2)",
                     expectations);
}

TEST_CASE("libseccomp's case: an order in both alternatives, over which it does not end") {
  const std::vector<Expectation> expectations{
      {{~0ULL, 0, 0, 0}, true},
      {{~0ULL, 0, 0xffffffff, 0}, true},
      {{~0ULL, 0, 0x100000000, 0}, false},
      {{~0ULL, 0, 0x100000000, 2}, false},
      {{~0ULL, 0, 0x100000000, 6}, true},
      {{~0ULL, 0, 0x100000000, 0xf}, true},
      {{~0ULL, 0, ~0ULL, 0xdeadbeef00000006}, true},
      {{~0ULL, 0, ~0ULL, 0x600000000}, false},
      {{~0ULL, 1, 0, 6}, false},
      {{~0ULL, 0x100000000, 0, 6}, false},
      {{~0ULL, 0x100000000, 0x100000000, 6}, false},
  };
  tests::check_entry(Abi::x86_64,
                     "pread64(arg1 <= 0 && arg2 <= 0xffffffff || arg3 & 6 == 6 && arg1 <= 0)",
                     expectations);
}
