// The tables of this layer against those of others, and the small pieces of text.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "arch/calls.hpp"
#include "learn/focus.hpp"
#include "learn/lines.hpp"
#include "learn/purpose.hpp"
#include "learn/record.hpp"

namespace {

using namespace callgate;

bool has_focus(const char* call, learn::Conditions conditions) {
  const auto focus =
      learn::focus_on(arch::Abi::x86_64, *arch::find_call(arch::Abi::x86_64, call), conditions);
  return focus.mask() != records::Registers{};
}

} // namespace

TEST_CASE("calls have the purpose that people look for them under") {
  struct Row {
    const char* call;
    const char* title;
  };
  const Row rows[] = {
      {"openat", "files"},
      {"mmap", "memory"},
      {"clone3", "processes and threads"},
      {"kill", "signals"},
      {"nanosleep", "time"},
      {"ppoll", "waiting for descriptors"},
      {"connect", "network"},
      {"pipe2", "between processes"},
      {"bpf", "else"},
      {"getuid", "identity, limits and the machine"},
  };
  for (const Row& row : rows) {
    INFO(row.call);
    CHECK(learn::title_of(learn::purpose_of(row.call)) == row.title);
  }
}

TEST_CASE("what the levels of conditions look at") {
  using learn::Conditions;
  for (const char* call : {"socket", "ioctl", "prctl", "clone", "fcntl", "madvise", "mmap",
                           "mprotect", "personality", "ptrace", "unshare"}) {
    INFO(call);
    CHECK(!has_focus(call, Conditions::none));
    CHECK(has_focus(call, Conditions::risky));
    CHECK(has_focus(call, Conditions::all));
  }
  for (const char* call : {"openat", "setsockopt", "lseek", "kill"}) {
    INFO(call);
    CHECK(!has_focus(call, Conditions::risky));
    CHECK(has_focus(call, Conditions::all));
  }
  // Addresses, sizes, descriptors, and what is a matter of the moment.
  for (const char* call : {"read", "munmap", "close", "brk", "futex", "epoll_ctl", "exit_group"}) {
    INFO(call);
    CHECK(!has_focus(call, Conditions::all));
  }
}

TEST_CASE("bits that tell are in registers that filters see, on every ABI") {
  for (const arch::AbiFacts& abi : arch::all_abis()) {
    for (const arch::Call& call : arch::calls(abi.abi)) {
      const auto focus = learn::focus_on(abi.abi, call, learn::Conditions::all);
      if (focus.slack) CHECK((focus.slack->only_with & focus.slack->besides) == 0);
      CHECK(!(focus.slack && focus.alike));
      if (!focus.alike) continue;
      CHECK(focus.alike->values.size() >= 6);
      for (const std::uint64_t value : focus.alike->values)
        CHECK((value & ~focus.alike->mask) == 0);
    }
  }
}

TEST_CASE("counts in comments are written and read alike") {
  for (const std::uint64_t count : {0ULL, 1ULL, 2ULL, 999ULL, 1000ULL, 13742ULL, 1234567890ULL}) {
    for (const char* text : {"", "why"}) {
      const std::string comment = learn::comment_text({count, text});
      const auto read = learn::count_in(comment);
      INFO(comment);
      REQUIRE(read);
      CHECK(read->count == count);
    }
  }
  CHECK(learn::comment_text({13742, {}}) == "13,742");
  CHECK(learn::comment_text({1, "why"}) == "seen once; why");
  for (const char* other : {"", "no count", "7 of them", "1,00", "12,34", "seen once upon a time",
                            "99999999999999999999", ",", "not seenable", "0x10"}) {
    INFO(other);
    CHECK(!learn::count_in(other));
  }
}

TEST_CASE("releases and commands are read as people write them") {
  CHECK(learn::release_of("6.1.0-18-amd64") == arch::Release{6, 1, 0});
  CHECK(learn::release_of("6.18") == arch::Release{6, 18, 0});
  CHECK(learn::release_of("2.6.39-4-amd64") == arch::Release{2, 6, 39});
  CHECK(!learn::release_of("next"));
  CHECK(!learn::release_of("6"));
  CHECK(learn::command_text({"sh", "-c", "ls | it's", ""}) == "sh -c 'ls | it'\\''s' ''");
  CHECK(learn::command_text({"a\nb\x1b", "\xff"}) == "'a?b?' '?'");
  CHECK(learn::command_text({std::string(5000, 'x')}).size() < 400);
}
