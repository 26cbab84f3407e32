// The tables of this layer against those of others, and the small pieces of text.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "arch/arguments.hpp"
#include "arch/calls.hpp"
#include "arch/constant_uses.hpp"
#include "learn/focus.hpp"
#include "learn/lines.hpp"
#include "learn/purpose.hpp"
#include "learn/record.hpp"
#include "lore/telling.hpp"

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
                           "mprotect", "personality", "ptrace", "unshare", "setns"}) {
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

TEST_CASE("what conditions are about by default tells, as lore has it") {
  // What tells by lore, and is a matter of the moment or of no danger by itself.
  const std::set<std::string> others = {
      "epoll_ctl op",       "execveat flags",     "fallocate mode",     "flock cmd",
      "futex op",           "futex_time64 op",    "getsockopt level",   "getsockopt optname",
      "setsockopt level",   "setsockopt optname", "kcmp type",          "membarrier cmd",
      "memfd_create flags", "mmap flags",         "mmap2 flags",        "msgctl cmd",
      "open flags",         "openat flags",       "prlimit64 resource", "seccomp flags",
      "semctl cmd",         "shmctl cmd"};
  const auto risky = learn::risky_arguments();
  for (const lore::Telling& row : lore::telling()) {
    for (const std::string_view call : arch::words_of(row.calls)) {
      for (const std::string_view argument : arch::words_of(row.arguments)) {
        const std::string both = std::string(call) + " " + std::string(argument);
        INFO(both);
        const bool is_looked_at =
            std::ranges::find(risky, std::pair(call, argument)) != risky.end();
        CHECK(is_looked_at != others.contains(both));
      }
    }
  }
  for (const auto& one : risky) {
    const std::string_view call = one.first;
    const std::string_view argument = one.second;
    INFO(call << " " << argument);
    const auto telling = lore::telling_arguments(call);
    CHECK(std::ranges::find(telling, argument) != telling.end());
    // Some ABI has the call with an argument of that name.
    CHECK(std::ranges::any_of(arch::all_abis(), [&](const arch::AbiFacts& facts) {
      const arch::Call* found = arch::find_call(facts.abi, call);
      return found != nullptr && arch::find_argument(facts.abi, *found, argument).has_value();
    }));
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
