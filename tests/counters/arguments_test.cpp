// Which arguments are kept, and that what is not kept is never hidden.
#include <doctest/doctest.h>

#include <numeric>

#include <sys/socket.h>

#include "arch/calls.hpp"
#include "watched.hpp"

using namespace callgate;
using records::Registers;

namespace {

std::uint64_t sum(const records::SeenCall& call) {
  return std::accumulate(
      call.arguments.begin(), call.arguments.end(), std::uint64_t{0},
      [](std::uint64_t so_far, const records::SeenArguments& seen) { return so_far + seen.count; });
}

} // namespace

TEST_CASE("all six registers, in the ABI's order") {
  if (!watched::possible()) return;
  constexpr Registers six{0x11, 0x22, 0x33, 0x44, 0x55, 0x66};
  const watched::Seen seen = watched::watch("six", 3, {watched::interest({"mremap"}), {}, {}});
  const records::SeenCall* const call = seen.find("mremap");
  REQUIRE(call != nullptr);
  REQUIRE(call->arguments.size() == 1);
  CHECK(call->arguments[0].values == six);
  CHECK(call->arguments[0].count == 3);
  CHECK_FALSE(call->is_cut);
}

#ifdef __x86_64__
TEST_CASE("those of 32-bit calls, as a filter gets them") {
  if (!watched::possible()) return;
  const watched::Options options{watched::interest({"mremap", "getppid"}, arch::Abi::i386), {}, {}};
  const watched::Seen mixed = watched::watch("int80", 2, options);
  const records::SeenCall* const call = mixed.find("getppid", arch::Abi::i386);
  REQUIRE(call != nullptr);
  REQUIRE(call->arguments.size() >= 1);
  CHECK(call->arguments[0].values[0] == 0x1234567800000005); // seccomp(2) does not cut it either

  if (!watched::has_program_of_32()) return;
  const watched::Seen narrow = watched::watch({watched::program(32), "six", "2"}, options);
  const records::SeenCall* const six = narrow.find("mremap", arch::Abi::i386);
  REQUIRE(six != nullptr);
  REQUIRE(six->arguments.size() == 1);
  CHECK(six->arguments[0].values == Registers{0x11, 0x22, 0x33, 0x44, 0x55, 0x66});
}
#endif

TEST_CASE("only the bits of interest tell arguments apart") {
  if (!watched::possible()) return;
  records::Interest types;
  const arch::Abi abi = arch::native_abi();
  types.add(arch::facts(abi).token, arch::find_call(abi, "socket")->number, {~0ULL, 0xf});
  const watched::Seen seen = watched::watch("sockets", 5, {types, {}, {}});
  const records::SeenCall* const call = seen.find("socket");
  REQUIRE(call != nullptr);
  CHECK(call->count == 10);
  REQUIRE(call->arguments.size() == 2);
  CHECK(call->arguments[0].values == Registers{AF_UNIX, SOCK_STREAM});
  CHECK(call->arguments[1].values == Registers{AF_UNIX, SOCK_DGRAM});
  CHECK(call->arguments[0].count == 5);
  CHECK(call->arguments[1].count == 5);
}

TEST_CASE("calls without an interest have no arguments") {
  if (!watched::possible()) return;
  const watched::Seen seen = watched::watch("sockets", 5, {watched::interest({"ioctl"}), {}, {}});
  CHECK(seen.find("socket")->arguments.empty());
  CHECK_FALSE(seen.find("socket")->is_cut);
}

TEST_CASE("more different arguments than are kept: the call is cut, its count is right") {
  if (!watched::possible()) return;
  struct Case {
    long times;
    std::uint32_t room;
    std::size_t kept;
    bool is_cut;
  };
  constexpr std::size_t most = records::Tally::most_arguments;
  constexpr std::uint32_t ample = 1U << 16U;
  constexpr Case cases[] = {{100, ample, 100, false},
                            {most, ample, most, false},
                            {most + 1, ample, most, true},
                            {5000, ample, most, true},
                            {100, 16, 16, true}};
  for (const Case& c : cases) {
    CAPTURE(c.times);
    CAPTURE(c.room);
    watched::Options options{watched::interest({"ioctl"}), {}, {}};
    options.room.arguments = c.room;
    const watched::Seen seen = watched::watch("ioctl", c.times, options);
    const records::SeenCall* const call = seen.find("ioctl");
    REQUIRE(call != nullptr);
    CHECK(call->count == static_cast<std::uint64_t>(c.times));
    CHECK(call->arguments.size() == c.kept);
    CHECK(sum(*call) == c.kept);
    CHECK(call->is_cut == c.is_cut);
  }
}

TEST_CASE("one greedy call does not take the others' room") {
  if (!watched::possible()) return;
  const watched::Seen seen =
      watched::watch("ioctl", 5000, {watched::interest({"ioctl", "exit_group"}), {}, {}});
  REQUIRE(seen.find("exit_group") != nullptr);
  CHECK(seen.find("exit_group")->arguments.size() == 1);
  CHECK_FALSE(seen.find("exit_group")->is_cut);
}

TEST_CASE("threads on all CPUs that make the same call lose none") {
  if (!watched::possible()) return;
  const watched::Seen seen =
      watched::watch("threads", 400, {watched::interest({"getppid"}), {}, {}});
  const records::SeenCall* const call = seen.find("getppid");
  REQUIRE(call != nullptr);
  CHECK(call->count == 4000);
  if (!call->is_cut) CHECK(sum(*call) == 4000);
}
